"""What a model's sentence must look like before the gate judges what it says."""

import re
import unicodedata
from collections.abc import Sequence

from assistant.model_output import Written
from assistant.model_prompt import MOST_KEYS, speaks_to_a_machine, visible
from assistant.support_text import is_chinese
from corpus.statement import Language, Passage
from corpus.text import has_han, normal_form, sentences

LONGEST = {Language.EN: 500, Language.ZH: 200}  # characters
SHORTEST = {Language.EN: 12, Language.ZH: 6}
_LEAK_WORDS = 6  # in a row, that a sentence shares with the rules it was given
_ADDRESS = re.compile(r"https?:|www\.|\b[\w.+-]+@[\w-]+\.\w|\b[\w-]+\.(?:com|cn|org|net|gov|io|info)\b", re.I)  # fmt: skip
_MARKUP = re.compile(r"[<>{}\[\]|`*_#~^\\=]|\bpassages?\b|\bkeys?\b")
_PUNCTUATION = frozenset("，。；：？！、（）《》〈〉「」“”‘’—–…·〔〕％′″－")
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)）]*$")


def wrong_form(written: Written, support: Sequence[Passage], language: Language, rules: str) -> str:
    """Why a sentence is not even given to the gate; "" if it is.

    Args:
        written: of it, what the gate will judge is the English where there is one.
        support: the passages it cites; those that it was not given are left out.
        language: that the reply is judged in.
        rules: that the model was given, which it must not repeat.
    """
    judged = written.english or written.text
    own = {c for p in support for c in p.text}
    found = (
        (not support, "it names no passage that it was given"),
        (len(support) > MOST_KEYS, "it names too many passages"),
        (is_chinese(judged) is not (language is Language.ZH), "it is in another language"),
        (not _has_length(judged, language), "it is too short or too long"),
        (_ADDRESS.search(written.text) or _ADDRESS.search(judged), "it holds an address"),
        (_MARKUP.search(written.text) or _MARKUP.search(judged), "it holds markup"),
        (_strange(judged, own), "it holds a character that none of its passages has"),
        (_is_cut_out(judged, support), "it is a part of a sentence of its passage"),
        (speaks_to_a_machine(judged), "it gives orders to a program"),
        (_repeats(judged, rules), "it repeats its rules"),
    )
    return next((reason for fails, reason in found if fails), "")


def tidied(written: Written) -> Written:
    """The same without what nobody sees, and without stars of emphasis."""
    return Written(
        visible(written.text).replace("**", "").strip(),
        visible(written.english).replace("**", "").strip(),
        tuple(dict.fromkeys(written.keys)),
    )


def _has_length(text: str, language: Language) -> bool:
    ends = _SENTENCE_END.search(text) is not None
    return ends and SHORTEST[language] <= len(text) <= LONGEST[language]


def _strange(text: str, own: set[str]) -> bool:
    """Whether a letter only looks like one that the gate reads, as a Cyrillic o in "not"."""
    return any(
        not (" " <= char <= "~" or has_han(char) or char in _PUNCTUATION or char in own)
        for char in text
    )


def _is_cut_out(text: str, support: Sequence[Passage]) -> bool:
    """Whether it stands in a passage, but not as whole sentences: "it is not true that" is gone."""
    bare = _bare(text)
    return any(bare in _bare(p.text) and not _is_whole(bare, p.text) for p in support)


def _is_whole(bare: str, text: str) -> bool:
    parts = [_bare(part) for part in sentences(text)]
    return any(
        " ".join(parts[start:end]) == bare
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
    )


def _bare(text: str) -> str:
    """Words alone, so that a full stop more or less does not make another sentence of it."""
    plain = normal_form(text)
    return " ".join(
        "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in plain).split()
    )


def _repeats(text: str, rules: str) -> bool:
    words, given = _bare(text).split(), f" {_bare(rules)} "
    runs = [" ".join(words[i : i + _LEAK_WORDS]) for i in range(len(words) - _LEAK_WORDS + 1)]
    return any(f" {run} " in given for run in runs)
