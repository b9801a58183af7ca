"""Which of the places in a text are where the matter is, and which say where people come from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.status_cues import (
    ELSEWHERE,
    HUKOU_AFTER,
    HUKOU_BEFORE,
    ORIGIN_AFTER,
    ORIGIN_BEFORE,
)
from corpus.places import Mention, Places
from corpus.text import normal_form

# Between the names of an address.
_BETWEEN = re.compile(r"[\s,省市]{0,3}(?:in )?")


@dataclass(frozen=True, slots=True)
class Where:
    """Paths of places: where the matter is, where people come from, and where a hukou is.

    Attributes:
        hukou: the one place named, as that of a hukou, of somebody who is not said to live elsewhere.
        is_ambiguous: a name of where the matter is stands for several places.
    """

    matter: tuple[str, ...]
    origin: tuple[str, ...]
    hukou: str
    is_ambiguous: bool


def without_origin(text: str, places: Places) -> str:
    """A text without the places that people come from."""
    plain, kept, end = normal_form(text), [], 0
    for mention in places.mentions(plain):
        if _is_origin(plain, mention):
            kept.append(plain[end : mention.start])
            end = mention.end
    matter = " ".join("".join([*kept, plain[end:]]).split())
    return matter if re.search(r"\w", matter) else plain


def where_in(text: str, places: Places) -> Where:
    """Places that a text names as where the matter is, and as where people come from."""
    matter: list[str] = []
    origin: list[str] = []
    hukou: list[str] = []
    is_ambiguous = False
    mentions = places.mentions(text)
    for number, mention in enumerate(mentions):
        if _is_part_of_an_address(text, mention, mentions[max(number - 1, 0) : number + 2]):
            continue
        is_origin = _is_origin(text, mention)
        (origin if is_origin else matter).extend(mention.paths)
        is_ambiguous |= not is_origin and len(mention.paths) > 1
        hukou += mention.paths if is_origin and _is_of_hukou(text, mention) else ()
    sole = hukou[0] if len(set(hukou)) == 1 and not ELSEWHERE.search(text) else ""
    return Where(tuple(dict.fromkeys(matter)), tuple(dict.fromkeys(origin)), sole, is_ambiguous)


def _is_part_of_an_address(text: str, mention: Mention, beside: Sequence[Mention]) -> bool:
    """Whether it only says where the place beside it lies: 广东省深圳市; Hangzhou, Zhejiang."""
    for other in beside:
        between = text[min(mention.end, other.end) : max(mention.start, other.start)]
        inside = any(o.startswith(f"{m}/") for o in other.paths for m in mention.paths)
        if other != mention and inside and _BETWEEN.fullmatch(between):
            return True
    return False


def _is_origin(text: str, mention: Mention) -> bool:
    """Whether a place is named as where a person comes from, not as where the matter is."""
    before, after = text[: mention.start], text[mention.end :]
    return bool(ORIGIN_BEFORE.search(before) or ORIGIN_AFTER.match(after))


def _is_of_hukou(text: str, mention: Mention) -> bool:
    """Whether a place that people come from is named as that of a hukou."""
    before, after = text[: mention.start], text[mention.end :]
    return bool(HUKOU_BEFORE.search(before) or HUKOU_AFTER.match(after))
