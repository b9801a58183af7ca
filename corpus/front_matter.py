"""A document's header, validated; errors name file and key."""

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.statement import Status

FENCE = "---"
# In C where there is libyaml: the headers of all documents take 0.2 s instead of 1.4.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FrontMatter(BaseModel):
    """The five keys that every document opens with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    place: str = Field(pattern=r"^cn(/[a-z-]+)*$")
    statuses: tuple[Status, ...] = Field(min_length=1)
    topics: tuple[str, ...] = Field(min_length=1)
    verified_on: date


def parse_front_matter(path: Path, text: str) -> tuple[FrontMatter, int]:
    """Read the header between two lines `---`.

    Returns:
        The header, and the number of lines it takes, fences included.

    Raises:
        CorpusError: no header, not YAML, or a key missing, unknown or wrong.
    """
    lines = text.splitlines()
    try:
        end = lines.index(FENCE, 1)
    except ValueError:
        end = 0
    if not lines or lines[0] != FENCE or end == 0:
        raise CorpusError(
            f"{path}:1: no front matter",
            hint="open the file with title, place, statuses, topics and verified_on "
            "between two lines of ---; CONTRIBUTING.md shows one",
        )
    try:
        data = yaml.load("\n".join(lines[1:end]), Loader=_LOADER)  # a safe one
        return FrontMatter.model_validate(data), end + 1
    except yaml.YAMLError as error:
        detail = str(error).replace("\n", " ")
        raise CorpusError(
            f"{path}:1: front matter is not YAML: {detail}",
            hint="put a title that holds a colon in quotes",
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "front matter"
        raise CorpusError(
            f"{path}: {key}: {first['msg']}",
            hint="the keys are title, place, statuses, topics, verified_on; CONTRIBUTING.md "
            "says what each takes",
        ) from error
