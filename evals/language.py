"""The language that a question is written in, for cases made by code."""

import re
from functools import lru_cache
from typing import Literal

import opencc

from corpus.text import has_han

CaseLanguage = Literal["en", "zh-Hans", "zh-Hant", "mixed"]
_MIXED_WORDS = 4  # this many English words beside Chinese make a question mixed, not "VISA怎么办"


@lru_cache(maxsize=1)
def _simplify() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def language_of(text: str) -> CaseLanguage:
    """English without a Chinese character; Traditional where simplifying changes the text."""
    if not has_han(text):
        return "en"
    if len(re.findall(r"[A-Za-z]{2,}", text)) >= _MIXED_WORDS:
        return "mixed"
    return "zh-Hans" if _simplify().convert(text) == text else "zh-Hant"
