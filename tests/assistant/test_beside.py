"""What belongs beside the statement that leads is drawn up to it, whatever put that first."""

from dataclasses import replace

import pytest

from assistant.beside import SHARES_OF_LEAD, with_beside
from assistant.drafting import near_lead
from assistant.pipeline import Assistant
from assistant.reply import Question
from corpus.statement import Scope, Status
from index.retriever import Hit
from tests.conftest import TODAY

pytestmark = pytest.mark.slow
SCOPE = Scope("cn", Status.FOREIGNER, TODAY)
LEAD = "cn/residence-permit-extension#no-late-fine"
FIRST = "cn/residence-permit-extension#thirty-days-before"  # of the same article and figures
SECOND = "cn/overstay#past-the-date"
OTHER = "cn/residence-permit-changes#ten-days"


def _hits(assistant: Assistant, scores: dict[str, float]) -> list[Hit]:
    hits = []
    for key, score in scores.items():
        passage = assistant.retriever.passage(f"{key}.en")
        assert passage is not None, key
        hits.append(Hit(passage, score, cosine=0.5, words=1.0, exact=False))
    return hits


def _order(hits: list[Hit]) -> list[str]:
    return [hit.passage.statement_id for hit in hits]


def test_both_are_drawn_up_behind_what_scores_more(assistant: Assistant) -> None:
    found = with_beside(
        _hits(assistant, {LEAD: 2.0, OTHER: 1.9, FIRST: 0.1}), SCOPE, assistant.retriever
    )

    assert _order(found) == [LEAD, OTHER, FIRST, SECOND]
    assert [hit.score for hit in found[2:]] == pytest.approx([2.0 * s for s in SHARES_OF_LEAD])
    assert [hit.belongs for hit in found] == [False, False, True, True]
    assert with_beside(found, SCOPE, assistant.retriever) == found


def test_what_stands_higher_already_keeps_its_place(assistant: Assistant) -> None:
    scores = {LEAD: 2.0, SECOND: 1.9, FIRST: 1.8, OTHER: 1.7}

    found = with_beside(_hits(assistant, scores), SCOPE, assistant.retriever)

    assert _order(found) == list(scores)
    assert [hit.score for hit in found] == list(scores.values())


def test_what_belongs_beside_another_lead_is_not_marked(assistant: Assistant) -> None:
    hits = [replace(h, belongs=True) for h in _hits(assistant, {OTHER: 2.0, SECOND: 1.0})]

    found = with_beside(hits, SCOPE, assistant.retriever)

    beside = {p.id for p in assistant.retriever.beside(hits[0].passage)}
    assert {hit.passage.id for hit in found if hit.belongs} == beside
    assert hits[1].passage.id not in beside


def test_nothing_is_drawn_up_for_others_for_an_article_or_where_nothing_scores(
    assistant: Assistant,
) -> None:
    hits = _hits(assistant, {LEAD: 2.0, OTHER: 1.0})
    citizen = Scope("cn", Status.CITIZEN, TODAY)
    exact = [replace(hits[0], exact=True), hits[1]]
    without_score = [replace(hit, score=-1.0) for hit in hits]

    assert with_beside(hits, citizen, assistant.retriever) == hits
    assert with_beside(exact, SCOPE, assistant.retriever) == exact
    assert with_beside(without_score, SCOPE, assistant.retriever) == without_score
    assert with_beside([], SCOPE, assistant.retriever) == []


def test_of_the_same_rule_and_figures_is_no_repeat_where_it_belongs(assistant: Assistant) -> None:
    hits = _hits(assistant, {LEAD: 2.0, FIRST: 1.9})
    lead = hits[0].passage

    drawn = with_beside(hits, SCOPE, assistant.retriever)

    assert near_lead(lead, hits, SCOPE) == [lead]
    assert [p.statement_id for p in near_lead(lead, drawn, SCOPE)] == [LEAD, FIRST, SECOND]


def test_what_the_situation_bars_is_not_drawn_up(assistant: Assistant) -> None:
    reply = assistant.reply(Question("Do people from Hong Kong need a work permit in Shenzhen?"))

    cited = {citation.passage_id.rpartition(".")[0] for citation in reply.body.citations}
    assert "cn/hmt-work#none-needed" in cited
    assert "cn/hmt-work#foreign-nationals" not in cited


def test_in_a_comparison_nothing_is_lost_behind_what_belongs(assistant: Assistant) -> None:
    asked = "What's the difference between a green card and a residence permit for foreigners?"

    said = [sentence.text for sentence in assistant.reply(Question(asked)).body.sentences]

    assert any("can mean three papers" in text for text in said)
    assert not any(text.startswith("Not found") for text in said)
