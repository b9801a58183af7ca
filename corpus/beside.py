"""What stands beside a statement: without it the statement, shown alone, would mislead or tell half.

`beside.jsonl` names for a statement up to two others: the duty beside "no fine is named", the other paper beside
"one way is", the exception, the ordinary case beside the serious one. Read from the statements, not from questions.
"""

from collections.abc import Container, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import CorpusError
from corpus.rows import read_rows

_FORM = '{"statement": "…", "beside": ["…"]}'


class Beside(BaseModel):
    """A statement, and what stands beside it, the most needed first."""

    model_config = ConfigDict(extra="forbid")

    statement: str
    beside: tuple[str, ...] = Field(min_length=1, max_length=2)


def load_beside(path: Path, names: Container[str]) -> Mapping[str, tuple[str, ...]]:
    """Statement → what stands beside it; nothing where there is no such file.

    Args:
        path: JSONL, a statement a line.
        names: ids of the statements there are.

    Raises:
        CorpusError: a line that is none, a statement unknown, or one twice.
    """
    found: dict[str, tuple[str, ...]] = {}
    for place, row in read_rows(path, Beside, _FORM):
        named = (row.statement, *row.beside)
        for key in named:
            if key not in names or named.count(key) > 1 or row.statement in found:
                raise CorpusError(
                    f"{place}: {key!r} is no statement, or twice", hint="name each by its id, once"
                )
        found[row.statement] = row.beside
    return found
