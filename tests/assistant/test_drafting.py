"""The point comes first: what is said of the whole answer stands behind its rules."""

from collections.abc import Sequence

import pytest

from assistant.drafting import not_found, point_first
from assistant.gate import Draft
from assistant.reply import Role
from assistant.wiring import Knowledge
from corpus.statement import Language, Passage

OF_ALL = Draft("for whom", Role.ASSUMPTION, is_of_all=True)
HEADING = Draft("Cost:", Role.HEADING)
NOTE = Draft("newer texts", Role.NOTE)


@pytest.fixture
def fact(small: Knowledge) -> Draft:
    passage: Passage = next(iter(small.corpus.passages.values()))
    return Draft("rule", Role.FACT, (passage,))


def _texts(drafts: Sequence[Draft], *, is_parted: bool = False) -> list[str]:
    return [draft.text for draft in point_first(drafts, is_parted=is_parted)]


def test_it_stands_before_the_next_heading(fact: Draft) -> None:
    drafts = [OF_ALL, fact, fact, HEADING, fact, NOTE]

    assert _texts(drafts) == ["rule", "rule", "for whom", "Cost:", "rule", "newer texts"]


def test_of_several_questions_it_stands_behind_the_rules_of_all(fact: Draft) -> None:
    drafts = [OF_ALL, HEADING, fact, HEADING, fact, NOTE]

    said = _texts(drafts, is_parted=True)

    assert said == ["Cost:", "rule", "Cost:", "rule", "for whom", "newer texts"]


def test_it_is_said_where_no_rule_is_shown_or_nothing_follows(fact: Draft) -> None:
    assert _texts([OF_ALL, fact]) == ["rule", "for whom"]
    assert _texts([OF_ALL]) == ["for whom"]


def test_a_note_that_is_the_point_stays_first(fact: Draft) -> None:
    assert _texts([NOTE, OF_ALL, fact]) == ["newer texts", "rule", "for whom"]


def test_nothing_missing_is_not_told() -> None:
    assert list(not_found([], Language.EN)) == []
    (draft,) = not_found(["Cost", "Deadline"], Language.EN)
    assert draft.text == "Not found in the sources held here: Cost; Deadline."
