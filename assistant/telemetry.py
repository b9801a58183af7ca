"""Counters and timings for Prometheus; never the text of a question."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from assistant.reply import Clarification, Refusal, Reply

__all__ = ["CONTENT_TYPE_LATEST", "Telemetry"]
_METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Telemetry:
    """What `/metrics` shows of one server, in a registry of its own."""

    def __init__(self, lost_turns: Callable[[], float]) -> None:
        """Begin at zero.

        Args:
            lost_turns: how many turns could not be kept.
        """
        self.registry = CollectorRegistry()
        own = self.registry
        self._requests = Counter(
            "hukou_http_requests", "Requests", ("route", "method", "status"), registry=own
        )
        self._seconds = Histogram(
            "hukou_http_request_seconds",
            "Time to the end of a response",
            ("route",),
            buckets=_SECONDS,
            registry=own,
        )
        self._limited = Counter(
            "hukou_rate_limited", "Requests over a limit", ("policy",), registry=own
        )
        self._replies = Counter(
            "hukou_replies", "Replies", ("kind", "reason", "language"), registry=own
        )
        self._stages = Histogram(
            "hukou_reply_stage_seconds",
            "Time of a stage on the way to a reply",
            ("stage",),
            buckets=_SECONDS,
            registry=own,
        )
        lost = Gauge("hukou_turns_not_kept", "Turns answered that could not be kept", registry=own)
        lost.set_function(lost_turns)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a response.

        Args:
            route: as it is declared, never an address as it was asked for.
        """
        method = method if method in _METHODS else "other"
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def limited(self, policy: str) -> None:
        """Count a request that was too much."""
        self._limited.labels(policy).inc()

    def reply(self, reply: Reply) -> None:
        """Count a reply, and time its stages."""
        reason = reply.reason.value if isinstance(reply, Refusal) else ""
        kind = "refusal" if reason else "answer"
        kind = "clarification" if isinstance(reply, Clarification) else kind
        self._replies.labels(kind, reason, reply.body.language).inc()
        for stage, milliseconds in reply.body.receipt.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def exposition(self) -> bytes:
        """What Prometheus reads."""
        return generate_latest(self.registry)
