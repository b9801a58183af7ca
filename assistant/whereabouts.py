"""Which of the places in a text are where the matter is, and which say where people come from."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.cues import COMPARES_PLAINLY
from assistant.status_cues import (
    ASIDE_BEFORE,
    ELSEWHERE,
    HUKOU_AFTER,
    HUKOU_BEFORE,
    HUKOU_STANDS_BEFORE,
    INSURED_AFTER,
    IS_OF_AFTER,
    IS_OF_BEFORE,
    JOINS,
    MADE_THERE,
    NOW_AFTER,
    NOW_BEFORE,
    ORIGIN_AFTER,
    ORIGIN_BEFORE,
    SPOUSES_HUKOU_AFTER,
    SPOUSES_HUKOU_BEFORE,
)
from corpus.places import Mention, Places
from corpus.text import normal_form

# Between the names of an address.
_BETWEEN = re.compile(r"[\s,省市]{0,3}(?:in )?")
# A word that compares places wherever it stands, and what joins two with more between them.
_COMPARES = re.compile(r"\b(?:easier|cheaper|faster|better)\b|哪个|哪边")
_CHOICE = re.compile(r"[^,，。.?？!！]{0,14}(?:还是|\bor\b)[^,，。.?？!！]{0,12}")
_BACK_BEFORE = re.compile(r"(?:\b(?:back|return|returning|home) to |回(?:到|去)?(?:老家)?)$")
# Between places that are set side by side.
_BESIDE = re.compile(
    r"(?:'s)?\s*(?:[,、/]|,?\s*\b(?:and|or|vs\.?|versus|than|compared (?:to|with))\b|[和与跟同或比]|还是|或者)\s*"
    r"(?:(?:in|for|from|at)\s+)?(?:在)?"
)


REACH = 60  # characters before a place, in which what it is named for stands


@dataclass(frozen=True, slots=True)
class Where:
    """Paths of places: where the matter is, where people come from, and where a hukou is.

    Attributes:
        matter: where somebody lives, works or goes now first, else in the order of their mention.
        hukou: the one place named, as that of a hukou, of somebody who is not said to live elsewhere.
        is_ambiguous: a name of where the matter is stands for several places.
        compares: two places of the matter are set side by side.
    """

    matter: tuple[str, ...]
    origin: tuple[str, ...]
    hukou: str
    is_ambiguous: bool
    compares: bool


def without_origin(text: str, places: Places) -> str:
    """A text without the places that people come from."""
    plain, kept, end = normal_form(text), [], 0
    for mention in _whole_addresses(plain, places.mentions(plain)):
        if _is_origin(plain, mention):
            kept.append(plain[end : mention.start])
            end = mention.end
    matter = " ".join("".join([*kept, plain[end:]]).split())
    return matter if re.search(r"\w", matter) else plain


def goes_back_to(text: str, places: Places) -> frozenset[str]:
    """Places that somebody asks whether to go back to, as to the place of a hukou: 要不要回安徽换."""
    return frozenset(
        path
        for mention in _whole_addresses(text, places.mentions(text))
        if _BACK_BEFORE.search(text[: mention.start])
        for path in mention.paths
    )


def where_in(text: str, places: Places) -> Where:
    """Places that a text names as where the matter is, and as where people come from."""
    matter: list[Mention] = []
    aside: list[Mention] = []
    origin: list[str] = []
    hukou: list[str] = []
    for mention in _whole_addresses(text, places.mentions(text)):
        if _is_origin(text, mention):
            origin += mention.paths
            hukou += mention.paths if _is_of_hukou(text, mention) else ()
            continue
        is_aside = _before(text, mention, ASIDE_BEFORE) or _is_of_asker(text, mention)
        (aside if is_aside else matter).append(mention)
    compares = _compares(text, matter)
    of_origin = [mention for mention in matter if _is_insured_at_home(text, mention, origin)]
    matter = [mention for mention in matter if mention not in of_origin]
    aside += of_origin
    if not matter:
        matter, aside = aside, []
    origin += [path for mention in aside for path in mention.paths]
    is_now = [mention for mention in matter if _is_now(text, mention)]
    still = [mention for mention in is_now if not MADE_THERE.match(text[mention.end :])]
    now = [path for mention in still or is_now for path in mention.paths]
    named = [path for mention in matter for path in mention.paths]
    sole = hukou[0] if len(set(hukou)) == 1 and not ELSEWHERE.search(text) else ""
    return Where(
        tuple(dict.fromkeys([*now, *named])),
        tuple(dict.fromkeys(origin)),
        sole,
        is_ambiguous=any(len(mention.paths) > 1 for mention in matter),
        compares=compares,
    )


def _whole_addresses(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions; of an address its nearest place, from where the address begins to where it ends."""
    for number, mention in enumerate(mentions):
        beside = mentions[max(number - 1, 0) : number + 2]
        if any(_lies_in(text, other, mention) for other in beside):
            continue
        of_it = [mention, *(other for other in beside if _lies_in(text, mention, other))]
        start, end = min(m.start for m in of_it), max(m.end for m in of_it)
        yield Mention(start, end, mention.paths)


def _compares(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether places are set side by side, by what stands between them or by a word that compares."""
    if len(mentions) > 1 and (COMPARES_PLAINLY.search(text) or _COMPARES.search(text)):
        return True
    now = [mention for mention in mentions if _is_now(text, mention)]
    for a, b in itertools.pairwise(mentions):
        between = text[a.end : b.start]
        joined = _BESIDE.fullmatch(between) or _CHOICE.fullmatch(between)
        if joined and a.paths != b.paths and all(mention in (a, b) for mention in now):
            return True
    return False


def _lies_in(text: str, inner: Mention, outer: Mention) -> bool:
    """Whether one only says where the other, beside it, lies: 广东省深圳市; Hangzhou, Zhejiang."""
    between = text[min(inner.end, outer.end) : max(inner.start, outer.start)]
    inside = any(i.startswith(f"{o}/") for i in inner.paths for o in outer.paths)
    return inner != outer and inside and _BETWEEN.fullmatch(between) is not None


def _is_origin(text: str, mention: Mention) -> bool:
    """Whether a place is named as where a person comes from, not as where the matter is."""
    after = text[mention.end :]
    if _is_of_spouse(text, mention):
        return False
    if _before(text, mention, HUKOU_STANDS_BEFORE):
        return False
    return bool(_before(text, mention, ORIGIN_BEFORE) or ORIGIN_AFTER.match(after))


def _is_of_spouse(text: str, mention: Mention) -> bool:
    """Whether the asker wants to join the hukou of a spouse, and it is there."""
    is_there = _before(text, mention, SPOUSES_HUKOU_BEFORE)
    return bool(is_there and SPOUSES_HUKOU_AFTER.match(text[mention.end :]) and JOINS.search(text))


def _is_of_asker(text: str, mention: Mention) -> bool:
    is_of = _before(text, mention, IS_OF_BEFORE)
    return bool(is_of and IS_OF_AFTER.match(text[mention.end :]))


def _before(text: str, mention: Mention, words: re.Pattern[str]) -> re.Match[str] | None:
    """The words right before a mention; looked for in what is near, so that long texts take no longer."""
    near = text[max(0, mention.start - REACH) : mention.start]
    return words.search(f"\n{near}" if mention.start > REACH else near)


def _is_insured_at_home(text: str, mention: Mention, origin: Sequence[str]) -> bool:
    """Whether a place is named for its insurance alone, that of somebody who comes from there."""
    is_home = not set(mention.paths).isdisjoint(origin)
    return is_home and INSURED_AFTER.match(text[mention.end :]) is not None


def _is_now(text: str, mention: Mention) -> bool:
    """Whether somebody is said to live, work or go there, so that of several places it is this one."""
    return bool(_before(text, mention, NOW_BEFORE) or NOW_AFTER.match(text[mention.end :]))


def _is_of_hukou(text: str, mention: Mention) -> bool:
    """Whether a place that people come from is named as that of a hukou."""
    return bool(_before(text, mention, HUKOU_BEFORE) or HUKOU_AFTER.match(text[mention.end :]))
