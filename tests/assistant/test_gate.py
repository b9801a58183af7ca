from dataclasses import replace

import pytest

from assistant.gate import Checked, Draft, Gate
from assistant.reply import Role
from assistant.wiring import Knowledge
from corpus.statement import Passage, Scope, Status
from tests.conftest import TODAY

FOREIGNER = Scope("cn", Status.FOREIGNER, TODAY)


@pytest.fixture
def passage(small: Knowledge) -> Passage:
    found = small.retriever.passage("cn/registering#fine.en")
    assert found is not None
    return found


@pytest.fixture
def gate(small: Knowledge) -> Gate:
    return Gate(small.corpus.instruments)


def _fact(passage: Passage, **changes: object) -> Draft:
    draft = Draft(passage.text, Role.FACT, (passage,), FOREIGNER)
    return replace(draft, **changes)  # type: ignore[arg-type]  # fields of Draft


def test_a_statement_word_for_word_passes_with_its_quote(gate: Gate, passage: Passage) -> None:
    checked = Checked()

    (sentence,) = gate.let_through([_fact(passage)], checked)

    (citation,) = checked.citations
    assert sentence.citations == (1,)
    assert citation.quote == passage.text[citation.start : citation.end] == sentence.text
    assert citation.sources[0].locator == "76(1)(6)"
    assert citation.sources[0].effective_from is not None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": "A fine of up to 5,000 yuan."}, "its words are not in the passage"),
        ({"support": ()}, "no passage bears it out"),
        ({"scope": Scope("cn", Status.HMT, TODAY)}, "another place, status or time"),
        ({"scope": None}, "another place, status or time"),
        ({"role": Role.COMPUTED, "support": ()}, "no passage bears it out"),
    ],
)
def test_what_is_not_supported_is_dropped_with_the_reason(
    gate: Gate, passage: Passage, changes: dict[str, object], reason: str
) -> None:
    checked = Checked()

    assert list(gate.let_through([_fact(passage, **changes)], checked)) == []
    assert reason in checked.dropped[0][1]
    assert checked.citations == []


def test_our_own_words_need_no_passage(gate: Gate) -> None:
    (sentence,) = gate.let_through([Draft("If it was not made:", Role.HEADING)], Checked())

    assert sentence.citations == ()


def test_a_passage_keeps_its_number(gate: Gate, passage: Passage) -> None:
    checked = Checked()
    first, second = gate.let_through([_fact(passage), _fact(passage)], checked)

    assert first.citations == second.citations == (1,)
    assert len(checked.citations) == 1
