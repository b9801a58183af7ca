"""What can be wrong with an index or the model that it is made with."""

from corpus.errors import AssistantError


class IndexUnusable(AssistantError):
    """The index on disk is missing, damaged, or made with something else."""


class WeightsUnusable(AssistantError):
    """The embedding model cannot be unpacked or loaded."""


class EmbedderGone(AssistantError):
    """The process that holds the embedding model has ended."""
