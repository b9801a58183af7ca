from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.gate import Checked, Draft, Gate
from assistant.reply import Role
from assistant.support import support_for
from assistant.wiring import Knowledge
from corpus.glossary import load_glossary
from corpus.instruments import load_instruments
from corpus.statement import Language, Passage, Scope, Status
from tests.conftest import SMALL, TODAY

FOREIGNER = Scope("cn", Status.FOREIGNER, TODAY)
UNREAD = """
[decree-2026]
title_en = "State Council Decree No. 829 (2026), changes to several regulations"
title_zh = "国务院令第829号（修改部分行政法规）"
body_en = "State Council"
body_zh = "国务院"
grade = "administrative_regulation"
status = "unchecked"
read = false
effective_from = 2026-09-15
text_as_of = "2026-09"
touches = ["eeal-2012"]
"""


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


def test_a_piece_of_a_statement_is_no_statement(gate: Gate, passage: Passage) -> None:
    checked = Checked()
    denied = replace(passage, text="A foreigner is not fined.")

    assert not list(gate.let_through([_fact(denied, text="fined.", support=(denied,))], checked))
    assert checked.dropped


def test_our_own_words_need_no_passage(gate: Gate) -> None:
    (sentence,) = gate.let_through([Draft("If it was not made:", Role.HEADING)], Checked())

    assert sentence.citations == ()


def test_a_passage_keeps_its_number(gate: Gate, passage: Passage) -> None:
    checked = Checked()
    first, second = gate.let_through([_fact(passage), _fact(passage)], checked)

    assert first.citations == second.citations == (1,)
    assert len(checked.citations) == 1


def test_a_reworded_sentence_passes_only_where_it_can_be_judged_and_quotes_the_passage(
    gate: Gate, small: Knowledge, passage: Passage
) -> None:
    judging = Gate(
        small.corpus.instruments,
        support_for(small.corpus, small.places, load_glossary(), small.retriever.pair),
    )
    words = passage.text.replace("up to", "of at most")
    assert words != passage.text
    checked = Checked()

    assert list(gate.let_through([_fact(passage, text=words)], Checked())) == []
    (sentence,) = judging.let_through([_fact(passage, text=words)], checked)

    assert sentence.text == words
    assert checked.citations[0].quote == passage.text
    assert checked.citations[0].start == 0


def test_a_false_sentence_is_dropped_with_what_is_wrong_in_it(
    small: Knowledge, passage: Passage
) -> None:
    support = support_for(small.corpus, small.places, load_glossary(), small.retriever.pair)
    checked = Checked()
    draft = _fact(passage, text=passage.text.replace("2,000", "5,000"))

    assert list(Gate(small.corpus.instruments, support).let_through([draft], checked)) == []
    assert checked.dropped[0][1].startswith("number: no passage says")


@pytest.fixture
def gate_with_unread(tmp_path: Path) -> Gate:
    path = tmp_path / "instruments.toml"
    text = (SMALL / "instruments.toml").read_text(encoding="utf-8")
    path.write_text(text + UNREAD, encoding="utf-8")
    return Gate(load_instruments(path))


@pytest.mark.parametrize(
    ("language", "name"),
    [(Language.EN, "State Council Decree No. 829 (2026)"), (Language.ZH, "国务院令第829号")],
)
def test_a_newer_text_that_touches_a_citation_is_named_once_and_briefly(
    gate_with_unread: Gate, passage: Passage, small: Knowledge, language: Language, name: str
) -> None:
    other = small.retriever.passage("cn/registering#within-24-hours.en")
    assert other is not None
    checked = Checked()
    list(gate_with_unread.let_through([_fact(passage), _fact(other)], checked))
    assert len(checked.citations) == 2

    assert gate_with_unread.newer_than(checked.citations, TODAY, language) == [name]


def test_a_newer_text_is_not_named_before_its_day_nor_below_what_it_does_not_touch(
    gate_with_unread: Gate, passage: Passage, small: Knowledge
) -> None:
    touched, untouched = Checked(), Checked()
    other = small.retriever.passage("cn/endorsement#first-free.en")
    assert other is not None
    citizen = Scope("cn", Status.CITIZEN, TODAY)
    list(gate_with_unread.let_through([_fact(passage)], touched))
    list(gate_with_unread.let_through([_fact(other, scope=citizen)], untouched))

    before = gate_with_unread.newer_than(touched.citations, date(2026, 9, 14), Language.EN)

    assert len(touched.citations) == len(untouched.citations) == 1
    assert before == []
    assert gate_with_unread.newer_than(untouched.citations, TODAY, Language.EN) == []
