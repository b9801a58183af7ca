"""Counts what the chat model does, for Prometheus; no text of any kind."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from assistant.model_use import ModelUse


class ModelCounters:
    """Replies, sentences, tokens, cost and time of a chat model."""

    def __init__(self, *, price_in: float, price_out: float) -> None:
        """Begin at zero.

        Args:
            price_in, price_out: of a million tokens read and written, in the currency of the user.
        """
        self._prices = {"in": price_in, "out": price_out}
        self._replies = Counter(
            "hukou_model_replies",
            "Replies by what came of the model",
            ["outcome"],
            registry=None,
        )
        self._sentences = Counter(
            "hukou_model_sentences", "Sentences it wrote", ["gate"], registry=None
        )
        self._tokens = Counter("hukou_model_tokens", "Tokens", ["kind"], registry=None)
        self._cost = Counter(
            "hukou_model_cost", "Cost of the tokens at the prices set", registry=None
        )
        self._seconds = Histogram("hukou_model_seconds", "Seconds of one call", registry=None)

    def show_in(self, registry: CollectorRegistry) -> None:
        """Let a registry show them."""
        for each in (self._replies, self._sentences, self._tokens, self._cost, self._seconds):
            registry.register(each)

    def count(self, use: ModelUse) -> None:
        """Add what came of it for one reply."""
        if not use.called:
            return
        self._replies.labels(use.fault.value if use.fault else "used").inc()
        self._sentences.labels("passed").inc(use.passed)
        self._sentences.labels("blocked").inc(use.written - use.passed)

    def count_tokens(self, read: int, written: int) -> None:
        """Add the tokens of a call, and what they cost."""
        for kind, tokens in (("in", read), ("out", written)):
            self._tokens.labels(kind).inc(tokens)
            self._cost.inc(tokens * self._prices[kind] / 1_000_000)

    def count_time(self, seconds: float) -> None:
        """Add the time of a call."""
        self._seconds.observe(seconds)
