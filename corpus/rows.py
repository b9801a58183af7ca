"""JSONL of the corpus: a record a line, each of a model."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import CorpusError

Row = TypeVar("Row", bound=BaseModel)


def read_rows(path: Path, model: type[Row], form: str) -> Iterator[tuple[str, Row]]:
    """Where each line of a file stands, and what it says; none where there is no such file.

    Args:
        path: of the file.
        model: of a line.
        form: what a line looks like, for who has to mend one.

    Raises:
        CorpusError: it cannot be read, or a line is no such record.
    """
    if not path.exists():
        return
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: {error}", hint="it is UTF-8, one JSON a line") from error
    for number, line in enumerate(lines, start=1):
        place = f"{path}, line {number}"
        try:
            yield place, model.model_validate_json(line)
        except ValidationError as error:
            raise CorpusError(
                f"{place}: {str(error).splitlines()[0]}", hint=f"a line is {form}"
            ) from error
