"""What can go wrong between a question and its reply."""

from corpus.errors import AssistantError


class ReplyError(AssistantError):
    """A question cannot be taken: empty, too long, or with a field that means nothing."""


class NotFound(AssistantError):
    """A passage or conversation that is asked for by id is not there."""


class ModelUnavailable(AssistantError):
    """A chat model cannot be had."""


class StoreUnusable(AssistantError):
    """What is kept on disk cannot be read or written."""


class OriginUnusable(AssistantError):
    """A text is no origin of a web page."""


class RecordUnusable(AssistantError):
    """A key or widget cannot be made or is not there."""


class RequestRefused(AssistantError):
    """A request is not taken as it is: under another server's name, or with a key in its address."""


class Unauthorised(AssistantError):
    """A key or token is missing, has run out or is no good."""


class Forbidden(AssistantError):
    """An origin, conversation or route is not open to whoever asks."""


class RateLimited(AssistantError):
    """Too many requests in a short time.

    Attributes:
        seconds: until the next one is taken.
        policy: name of the limit.
    """

    def __init__(self, message: str, *, hint: str, seconds: int, policy: str) -> None:
        super().__init__(message, hint=hint)
        self.seconds = seconds
        self.policy = policy
