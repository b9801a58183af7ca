"""What stands beside the lead: a facet that was asked for always, another only where it was found near it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.compose import ExtractiveComposer
from assistant.conversation_state import ConversationState
from assistant.drafting import MAX_NEAR, NEAR, OWN_NEAR, national_only, of_facet, with_own_rule
from assistant.gate import Draft
from assistant.messages import DEPENDS
from assistant.reading import Reader
from assistant.reply import Question
from assistant.wiring import Knowledge
from corpus.glossary import Wording, load_glossary
from corpus.statement import Facet, Language, Scope, Status
from index.keys import KeyReader
from index.retriever import Hit
from tests.conftest import TODAY

LEAD, FINE = "cn/registering#within-24-hours", "cn/registering#fine"
ASKS_WHEN = "I'm French, by when is a stay registered?"
ASKS_BOTH = "I'm French, how soon must I register my stay, and what is the fine?"


def _drafts(small: Knowledge, text: str, scores: Mapping[str, float], cosine: float) -> list[Draft]:
    """What is composed from statements found with such scores."""
    keys, wording = KeyReader(small.corpus.instruments), Wording(load_glossary())
    reader = Reader(small.places, keys, wording, longest=4000)
    reading = reader.read(Question(text), ConversationState(), TODAY)
    hits = [
        Hit(small.corpus.passages[f"{key}.en"], score, cosine, 1.0, exact=False)
        for key, score in scores.items()
    ]
    scope = Scope("cn", Status.FOREIGNER, TODAY)
    return list(ExtractiveComposer(small.places, small.retriever).compose(reading, {scope: hits}))


def _shown(small: Knowledge, text: str, fine: float | None) -> list[str]:
    """Statements shown where the lead scores 1 and the penalty so much, None: not found."""
    scores = {LEAD: 1.0} | ({FINE: fine} if fine is not None else {})
    drafts = _drafts(small, text, scores, 0.6)
    return [passage.statement_id for draft in drafts for passage in draft.support]


@pytest.mark.parametrize(
    ("fine", "is_shown"), [(NEAR, True), (NEAR - 0.01, False), (-0.5, False), (None, False)]
)
def test_a_penalty_that_nobody_asked_for_comes_where_it_was_found_near_the_lead(
    small: Knowledge, fine: float | None, is_shown: bool
) -> None:
    shown = _shown(small, ASKS_WHEN, fine)

    assert shown[0] == LEAD
    assert (FINE in shown) is is_shown


@pytest.mark.parametrize("fine", [0.5, -0.5, None])
def test_a_penalty_that_was_asked_for_always_comes(small: Knowledge, fine: float | None) -> None:
    assert FINE in _shown(small, ASKS_BOTH, fine)


@pytest.mark.parametrize(
    ("lead", "status", "facet", "comes"),
    [
        (LEAD, Status.FOREIGNER, Facet.PENALTY, True),
        ("cn/endorsement#once-a-year", Status.CITIZEN, Facet.FEE, False),
    ],
)
def test_of_what_was_asked_for_and_not_found_only_a_penalty_comes(
    small: Knowledge, lead: str, status: Status, facet: Facet, comes: bool
) -> None:
    hit = Hit(small.corpus.passages[f"{lead}.en"], 1.0, 0.6, 1.0, exact=False)

    found = of_facet(small.retriever, hit.passage, facet, [hit], Scope("cn", status, TODAY))

    assert bool(found) is comes


def test_an_opener_is_given_only_by_cosines_of_the_model_that_was_learned_with(
    small: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Must a foreigner make the accommodation registration within 24 hours of moving in?"
    openings = []
    for has_learned in (False, True):
        monkeypatch.setattr(small.retriever, "has_learned", has_learned)
        openings.append(_drafts(small, text, {LEAD: 1.0}, 0.99)[0].text)

    assert openings[0].startswith("The accommodation registration")
    assert openings[1] == DEPENDS(Language.EN)


@pytest.mark.parametrize(("score", "is_shown"), [(OWN_NEAR, True), (OWN_NEAR - 0.01, False)])
def test_what_the_place_itself_says_stands_second_where_it_comes_near(
    small: Knowledge, score: float, is_shown: bool
) -> None:
    place = "cn/zhejiang/hangzhou"
    national = [p for p in small.corpus.passages.values() if p.place == "cn"][: MAX_NEAR + 1]
    own = replace(national[-1], place=place, facet=national[0].facet, unverified=False)
    on_another = replace(own, facet=Facet.RIGHTS if own.facet is not Facet.RIGHTS else Facet.FEE)
    shown = national[:MAX_NEAR]
    hits = [
        *(Hit(p, 1.0, 0.5, 1.0, exact=False) for p in shown),
        Hit(on_another, 1.0, 0.5, 1.0, exact=False),
        Hit(replace(own, unverified=True), 1.0, 0.5, 1.0, exact=False),
        Hit(own, score, 0.5, 1.0, exact=False),
    ]
    scope = Scope(place, Status.CITIZEN, TODAY)

    found = with_own_rule(shown, hits, scope)

    assert found == ([shown[0], own, *shown[1:-1]] if is_shown else shown)
    notes = [draft.text for draft in national_only(found, scope, small.places)]
    assert (notes == []) is is_shown
