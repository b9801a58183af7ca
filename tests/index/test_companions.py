"""A passage brings what belongs beside it, the definitions of its document and the articles it draws on."""

from datetime import date

import numpy as np
import pytest

from assistant.pipeline import Assistant
from corpus.statement import Facet, Language, Scope, Status
from index.companions import drawn_up
from index.retriever import Query

pytestmark = pytest.mark.slow
SCOPE = Scope("cn", Status.FOREIGNER, date(2026, 11, 22))


def test_definitions_of_the_document_come_along(assistant: Assistant) -> None:
    passage = assistant.retriever.passage("cn/residence-permit-changes#ten-days.en")
    assert passage is not None

    found = assistant.retriever.companions(passage, SCOPE)

    assert found
    assert all(p.facet is Facet.DEFINITION and p.document == passage.document for p in found)


def test_nothing_of_another_status_comes_along(assistant: Assistant) -> None:
    passage = assistant.retriever.passage("cn/residence-permit-changes#ten-days.en")
    assert passage is not None
    citizen = Scope("cn", Status.CITIZEN, date(2026, 11, 22))

    assert assistant.retriever.companions(passage, citizen) == []


def test_what_belongs_beside_the_best_is_drawn_up_to_it_where_it_holds() -> None:
    scores = np.array([2.0, 0.1, 0.2, 1.9, 0.3], np.float32)
    held = np.array([True, True, True, True, False])

    drawn = drawn_up(scores, held, {0: [2, 1], 3: [4]})

    assert drawn == pytest.approx([2.0, 1.4, 1.6, 1.9, 0.3])
    assert scores[2] == pytest.approx(0.2)
    nothing_holds = np.zeros(5, np.bool_)
    assert drawn_up(scores, nothing_holds, {0: [2]}) == pytest.approx(scores)
    assert drawn_up(-scores, held, {1: [2]}) == pytest.approx(-scores)


def test_a_rule_comes_with_what_belongs_beside_it(assistant: Assistant) -> None:
    lead, beside = (
        "cn/student-internships#no-own-fine",
        "cn/student-internships#no-note-no-internship",
    )
    query = Query("which fine does the rule name for an internship without the note", SCOPE)

    found = [hit.passage.statement_id for hit in assistant.retriever.search(query, Language.EN)]

    assert found[:2] == [lead, beside]  # by words and vectors alone it is the fourth
