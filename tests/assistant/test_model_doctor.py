"""`hukou doctor` on the chat model: one call, and what is wrong in words that lead to a setting."""

import pytest

from assistant.doctor import chat_model_finding
from assistant.settings import Settings
from tests.assistant.model_server import Act, serving


def test_without_a_model_nothing_is_wrong() -> None:
    finding = chat_model_finding(Settings())

    assert not finding.is_fault
    assert "none set" in finding.what


def test_a_model_that_answers_is_named_with_what_the_call_cost() -> None:
    with serving(lambda data: Act("yes")) as server:
        finding = chat_model_finding(Settings(model="openai:m", model_url=server.url))

    assert not finding.is_fault
    assert "openai:m answered in" in finding.what
    assert "tokens: 70 read, 30 written" in finding.what


@pytest.mark.parametrize(
    ("act", "setting"),
    [
        (Act(status=401), "HUKOU_MODEL_KEY"),
        (Act(status=500), "HUKOU_MODEL_URL"),
        (Act(""), "HUKOU_MODEL"),
        (Act(hangs=True), "HUKOU_MODEL_TIMEOUT_SECONDS"),
    ],
)
def test_a_fault_leads_to_the_setting_that_mends_it(act: Act, setting: str) -> None:
    with serving(lambda data: act) as server:
        settings = Settings(model="openai:m", model_url=server.url, model_timeout_seconds=0.5)
        finding = chat_model_finding(settings)

    assert finding.is_fault
    assert setting in finding.fix


def test_an_unknown_provider_says_what_to_install() -> None:
    finding = chat_model_finding(Settings(model="nonsense:m"))

    assert "pip install" in finding.fix
