"""Lay questions over articles of Chinese law: how retrieval does on texts it was not made for.

The texts themselves are not ours to keep here: a folder of laws in Markdown, one file each with its
articles on lines that begin with 第…条, is named when it is run. `evals/statutes/*.jsonl` holds the
questions, and for each the articles that decide it (2) or help (1), `file:article`.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.text import chinese_number
from evals.errors import CasesUnusable

QUESTIONS = Path(__file__).parent / "statutes"
_ARTICLE = re.compile(
    r"(?m)^[ \u3000#*]*第([零〇一二三四五六七八九十百]+)条(?:之([一二三四五六七八九]))?"
)


@dataclass(frozen=True, slots=True)
class StatuteQuestion:
    """One lay question.

    Attributes:
        relevant: `file:article` → 2 where it decides, 1 where it helps.
    """

    id: str
    text: str
    relevant: Mapping[str, int]

    @property
    def split(self) -> Literal["dev", "test"]:
        """By a hash of the article that decides, so that both halves hold every language."""
        decides = max(self.relevant, key=lambda key: (self.relevant[key], key))
        return "dev" if hashlib.sha256(decides.encode()).digest()[0] % 2 else "test"


def articles_of(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Every article in the files of a folder.

    Yields:
        (`file:article`, the law's title, the text of the article with its number).

    Raises:
        CasesUnusable: the folder holds no file with articles.
    """
    found = False
    for path in sorted(folder.glob("*.md")):
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
        title = re.search(r'(?m)^title_zh: "?(.+?)"?$', path.read_text(encoding="utf-8"))
        starts = list(_ARTICLE.finditer(text))
        ends = [*(after.start() for after in starts[1:]), len(text)]
        for start, end in zip(starts, ends, strict=False):
            found = True
            body = text[start.start() : end]
            body = re.split(r"(?m)^#+ ", body.lstrip("# "))[0].strip()
            number = str(chinese_number(start[1]))
            if start[2]:
                number += f"-{chinese_number(start[2])}"
            yield f"{path.stem}:{number}", title[1] if title else path.stem, body
    if not found:
        raise CasesUnusable(
            f"{folder} holds no Markdown file with articles (第…条)",
            hint="name a folder of laws, one Markdown file each",
        )


def load_questions(folder: Path = QUESTIONS) -> tuple[StatuteQuestion, ...]:
    """All questions, in the order of their files."""
    return tuple(
        StatuteQuestion(record["id"], record["text"], record["relevant"])
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for record in [json.loads(line)]
    )
