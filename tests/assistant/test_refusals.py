import pytest

from assistant.answerable import LEARNED, Judgement
from assistant.conversation_state import ConversationState
from assistant.gate import Checked, Draft, Gate
from assistant.messages import PERHAPS_HELD, REFUSALS
from assistant.reading import Reader, Reading
from assistant.refusals import PERHAPS, refusal
from assistant.reply import Question, Reason, Role
from assistant.wiring import Knowledge
from corpus.declined import NEAR_MISS, Declined
from corpus.glossary import Wording
from corpus.statement import Language, Scope, Status
from index.keys import KeyReader
from index.retriever import Hit, Query
from tests.conftest import TODAY

FOREIGNER = Scope("cn", Status.FOREIGNER, TODAY)
KIND = Declined(
    "late",
    "not_in_corpus",
    {Language.EN: "Late papers are not covered.", Language.ZH: "不涉及迟交的材料。"},
    ("cn/registering#fine", "cn/endorsement#first-free"),
    {},
)


def _reading(small: Knowledge, text: str = "who stamps my late registration") -> Reading:
    reader = Reader(small.places, KeyReader(small.corpus.instruments), Wording(()), longest=4000)
    return reader.read(Question(text), ConversationState(), TODAY)


def _hits(small: Knowledge, text: str) -> dict[Scope, list[Hit]]:
    return {FOREIGNER: small.retriever.search(Query(text, FOREIGNER), Language.EN)}


def _drafts(
    small: Knowledge,
    reason: Reason,
    kind: Declined | None = None,
    found: dict[Scope, list[Hit]] | None = None,
    text: str = "who stamps my late registration",
    probability: float = 0.0,
) -> list[Draft]:
    judgement = Judgement(probability, LEARNED.least, kind)
    reading = _reading(small, text)
    return list(refusal(reading, reason, judgement, found or {}, small.retriever, small.places))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("who stamps my late registration", Language.EN),
        ("迟了的登记谁来盖章", Language.ZH),
    ],
)
def test_a_declined_kind_shows_its_note_and_its_statements(
    small: Knowledge, text: str, language: Language
) -> None:
    drafts = _drafts(small, Reason.NOT_IN_CORPUS, KIND, text=text)

    assert drafts[0] == Draft(KIND.notes[language], Role.NOTE)
    shown = [draft.support[0].id for draft in drafts if draft.support]
    assert shown == [f"{key}.{language}" for key in KIND.statements]
    assert "12367" in drafts[-1].text


def test_its_statements_pass_the_gate(small: Knowledge) -> None:
    checked = Checked()
    drafts = _drafts(small, Reason.NOT_IN_CORPUS, KIND)

    passed = list(Gate(small.corpus.instruments).let_through(drafts, checked))

    assert len(passed) == len(drafts)
    assert len(checked.citations) == 2


def test_a_kind_without_statements_shows_nothing_as_nearest(small: Knowledge) -> None:
    kind = Declined("late", "not_in_corpus", KIND.notes, (), {})

    drafts = _drafts(small, Reason.NOT_IN_CORPUS, kind, _hits(small, "is there a fine"))

    assert [draft.role for draft in drafts] == [Role.NOTE, Role.CONTACT]


def test_a_near_miss_shows_its_note_and_the_best_hit(small: Knowledge) -> None:
    kind = Declined(NEAR_MISS, "not_in_corpus", KIND.notes, (), {})
    found = _hits(small, "is there a fine for a foreigner")

    drafts = _drafts(small, Reason.NOT_IN_CORPUS, kind, found)

    assert drafts[0].text == kind.notes[Language.EN]
    assert [d.support for d in drafts if d.support] == [(found[FOREIGNER][0].passage,)]


def test_a_kind_of_another_reason_is_not_named(small: Knowledge) -> None:
    drafts = _drafts(small, Reason.UNSAFE, KIND)

    assert drafts[0].text == REFUSALS[Reason.UNSAFE](Language.EN)
    assert not any(draft.support for draft in drafts)


def test_without_a_kind_the_best_hit_is_the_nearest(small: Knowledge) -> None:
    found = _hits(small, "is there a fine for a foreigner")

    drafts = _drafts(small, Reason.NOT_IN_CORPUS, found=found)

    (nearest,) = [draft for draft in drafts if draft.support]
    assert nearest.support == (found[FOREIGNER][0].passage,)
    assert (nearest.scope, nearest.role) == (FOREIGNER, Role.FACT)


def test_outside_the_field_only_the_reason_is_said(small: Knowledge) -> None:
    (only,) = _drafts(small, Reason.OUT_OF_SCOPE, found=_hits(small, "is there a fine"))

    assert only == Draft(REFUSALS[Reason.OUT_OF_SCOPE](Language.EN), Role.NOTE)


@pytest.mark.parametrize("near_miss", [True, False])
def test_what_may_be_held_after_all_is_not_said_to_be_missing(
    small: Knowledge, *, near_miss: bool
) -> None:
    kind = Declined(NEAR_MISS, "not_in_corpus", KIND.notes, (), {}) if near_miss else None
    found = _hits(small, "is there a fine for a foreigner")

    drafts = _drafts(small, Reason.NOT_IN_CORPUS, kind, found, probability=PERHAPS)

    assert drafts[0].text == PERHAPS_HELD(Language.EN)
    assert sum(bool(draft.support) for draft in drafts) > 1
