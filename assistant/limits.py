"""How many requests are taken in a minute, from whom; the one home of the package `limits`."""

import logging
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from limits import RateLimitItemPerMinute
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from assistant.errors import RateLimited
from corpus.errors import AssistantError

MEMORY = "memory://"
_WINDOW_SECONDS = 60
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Policy:
    """A limit that a request counts on.

    Attributes:
        name: as the response names it: address, key or widget.
        who: whose requests are counted together; never an id that a client chooses.
    """

    name: str
    who: str
    per_minute: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a policy stands after a request.

    Attributes:
        remaining: requests that are still taken in this window; -1 if this one was too much.
        seconds: until one more is taken.
    """

    policy: Policy
    remaining: int
    seconds: int


class Limiter:
    """Counts requests in a window that moves, in memory or in Redis."""

    def __init__(self, store: str = MEMORY) -> None:
        """Open the store.

        Args:
            store: `memory://` for this process alone, or `redis://…` for several.

        Raises:
            AssistantError: the store cannot be used.
        """
        self._lock = Lock()
        self._fallback = MovingWindowRateLimiter(storage_from_string(MEMORY))
        try:
            storage = storage_from_string(store, wrap_exceptions=True)
        except ConfigurationError as error:
            raise AssistantError(
                f"limits cannot be kept in {store.rsplit('@', maxsplit=1)[-1]}: {error}",
                hint="set HUKOU_LIMITS_STORE to memory:// or redis://HOST:PORT; Redis needs its "
                "package: `.venv/bin/pip install redis`",
            ) from error
        if store != MEMORY and not storage.check():
            raise AssistantError(
                f"limits cannot be kept in {store.rsplit('@', maxsplit=1)[-1]}: nothing answers there",
                hint="start Redis, or set HUKOU_LIMITS_STORE to memory://",
            )
        self._limiter = MovingWindowRateLimiter(storage)

    def take(self, policies: Sequence[Policy]) -> list[Standing]:
        """Count one request on each policy; stop at the first that it is too much for.

        While Redis does not answer, this process counts for itself.
        """
        with self._lock:
            try:
                return _take(self._limiter, policies)
            except StorageError as error:
                _log.warning("limits are counted in this process: %s", error)
                return _take(self._fallback, policies)


def check(standings: Sequence[Standing]) -> None:
    """Refuse a request that was too much.

    Raises:
        RateLimited: a policy has nothing remaining.
    """
    for standing in standings:
        if standing.remaining < 0:
            policy = standing.policy
            raise RateLimited(
                f"more than {policy.per_minute} requests in a minute from this {policy.name}",
                hint=f"wait {standing.seconds} seconds",
                seconds=standing.seconds,
                policy=policy.name,
            )


def limit_headers(standings: Sequence[Standing]) -> dict[str, str]:
    """`RateLimit-Policy` and `RateLimit`, as in draft-ietf-httpapi-ratelimit-headers-10."""
    if not standings:
        return {}
    policies = [f'"{s.policy.name}";q={s.policy.per_minute};w={_WINDOW_SECONDS}' for s in standings]
    states = [f'"{s.policy.name}";r={max(s.remaining, 0)};t={s.seconds}' for s in standings]
    return {"ratelimit-policy": ", ".join(policies), "ratelimit": ", ".join(states)}


def _take(limiter: MovingWindowRateLimiter, policies: Sequence[Policy]) -> list[Standing]:
    standings = []
    for policy in policies:
        item = RateLimitItemPerMinute(policy.per_minute)
        taken = limiter.hit(item, policy.name, policy.who)
        reset, remaining = limiter.get_window_stats(item, policy.name, policy.who)
        seconds = min(max(math.ceil(reset - time.time()), 1), _WINDOW_SECONDS)
        standings.append(Standing(policy, remaining if taken else -1, seconds))
        if not taken:
            break
    return standings
