import pytest
from limits.storage import MemoryStorage

from assistant.errors import RateLimited
from assistant.limits import Limiter, Policy, check, limit_headers
from corpus.errors import AssistantError

ADDRESS = Policy("address", "203.0.113.7/32", 2)
KEY = Policy("key", "k1", 10)


def test_a_request_over_the_limit_is_refused_with_the_time_to_wait() -> None:
    limiter = Limiter()
    for _ in range(2):
        check(limiter.take([ADDRESS]))

    with pytest.raises(
        RateLimited, match="more than 2 requests in a minute from this address"
    ) as e:
        check(limiter.take([ADDRESS]))

    assert 1 <= e.value.seconds <= 60
    assert e.value.policy == "address"


def test_each_policy_counts_for_itself() -> None:
    limiter = Limiter()
    standings = limiter.take([ADDRESS, KEY])

    assert [standing.remaining for standing in standings] == [1, 9]
    assert limit_headers(standings) == {
        "ratelimit-policy": '"address";q=2;w=60, "key";q=10;w=60',
        "ratelimit": '"address";r=1;t=60, "key";r=9;t=60',
    }
    assert [s.remaining for s in limiter.take([Policy("address", "198.51.100.1/32", 2)])] == [1]


def test_what_is_refused_by_one_policy_does_not_count_on_the_next() -> None:
    limiter = Limiter()
    for _ in range(3):
        limiter.take([ADDRESS, KEY])

    assert limiter.take([KEY])[0].remaining == 7
    assert limit_headers([]) == {}


@pytest.mark.parametrize(
    ("store", "message"),
    [
        ("redis://:secret@127.0.0.1:1/0", "127.0.0.1:1/0"),
        ("nonsense", "unknown storage scheme"),
    ],
)
def test_a_store_that_cannot_be_used_is_named_without_its_password(
    store: str, message: str
) -> None:
    with pytest.raises(AssistantError, match=message) as raised:
        Limiter(store)

    assert "secret" not in str(raised.value)
    assert "HUKOU_LIMITS_STORE" in raised.value.hint


class AwayStorage(MemoryStorage):
    """Stands in for a Redis that has gone away, as none is at hand."""

    STORAGE_SCHEME = ["away"]  # noqa: RUF012  # the package reads it when the class is made

    @property
    def base_exceptions(self) -> type[Exception]:
        return OSError

    def acquire_entry(self, *_: object, **__: object) -> bool:
        raise OSError("gone")


def test_while_the_store_is_away_this_process_counts(caplog: pytest.LogCaptureFixture) -> None:
    limiter = Limiter("away://")

    standings = [limiter.take([ADDRESS])[0].remaining for _ in range(3)]

    assert standings == [1, 0, -1]
    assert "counted in this process" in caplog.text
