import pytest
from prometheus_client import CollectorRegistry, generate_latest

from assistant.model_counters import ModelCounters
from assistant.model_faults import Fault
from assistant.model_use import Budget, ModelUse


@pytest.fixture
def counters() -> ModelCounters:
    return ModelCounters(price_in=2.0, price_out=8.0)


def _shown(counters: ModelCounters) -> str:
    registry = CollectorRegistry()
    counters.show_in(registry)
    return generate_latest(registry).decode()


def test_what_came_of_a_reply_is_counted(counters: ModelCounters) -> None:
    counters.count(ModelUse("m", "p", Budget(1), called=True, written=5, passed=3))
    counters.count(ModelUse("m", "p", Budget(1), called=True, fault=Fault.TIMEOUT))
    counters.count(ModelUse("m", "p", Budget(1)))

    shown = _shown(counters)
    assert 'hukou_model_replies_total{outcome="used"} 1.0' in shown
    assert 'hukou_model_replies_total{outcome="timeout"} 1.0' in shown
    assert 'hukou_model_sentences_total{gate="passed"} 3.0' in shown
    assert 'hukou_model_sentences_total{gate="blocked"} 2.0' in shown


def test_tokens_cost_what_the_settings_say(counters: ModelCounters) -> None:
    counters.count_tokens(1_000_000, 500_000)
    counters.count_time(0.5)

    shown = _shown(counters)
    assert 'hukou_model_tokens_total{kind="in"} 1e+06' in shown
    assert "hukou_model_cost_total 6.0" in shown
    assert "hukou_model_seconds_count 1.0" in shown
