"""Simplified and Traditional: which a text is in, and ours in the characters of a reply."""

import re
from functools import lru_cache

import opencc

from assistant.reply import ReplyLanguage

_HAN = re.compile(r"[\u4e00-\u9fff]")
_GLOSS = re.compile(r"[（(][^（）()]*[）)]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")


def in_script_of(language: ReplyLanguage, text: str) -> str:
    """Our Chinese in the characters of a reply."""
    return str(_converter("s2tw").convert(text)) if language == "zh-Hant" else text


def written_in(text: str) -> ReplyLanguage:
    """The language of a sentence on its own; a gloss in the other is part of it."""
    said = _GLOSS.sub("", text)
    if len(_HAN.findall(said)) <= len(_LATIN_WORD.findall(said)):
        return "en"
    return "zh-Hans" if _converter("t2s").convert(text) == text else "zh-Hant"


@lru_cache(maxsize=2)
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)
