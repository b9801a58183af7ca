"""A passage brings the definitions of its document and the articles it draws on."""

from datetime import date

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Question
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


def test_an_article_asked_for_comes_with_what_helps_to_read_it(assistant: Assistant) -> None:
    reply = assistant.reply(Question("出境入境管理法第三十九条第二款"))
    headings = [s.text for s in reply.body.sentences if s.role == "heading"]

    assert {locator.locator for c in reply.body.citations for locator in c.sources} >= {"39(2)"}
    assert headings in ([], ["相关规定："])
