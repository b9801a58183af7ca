"""A passage brings the definitions of its document and the articles it draws on."""

from datetime import date

import pytest

from assistant.pipeline import Assistant
from corpus.statement import Facet, Scope, Status

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
