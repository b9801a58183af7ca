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
