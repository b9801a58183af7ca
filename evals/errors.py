"""What the evaluation adds to the errors."""

from corpus.errors import AssistantError


class CasesUnusable(AssistantError):
    """A file of cases, thresholds or results cannot be used."""


class EngineUnusable(AssistantError):
    """A search engine that is measured beside ours cannot be run."""
