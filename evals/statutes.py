"""Lay questions over articles of Chinese law: how retrieval does on texts it was not made for.

The texts themselves are not ours to keep here: a folder of laws in Markdown, one file each with its
articles on lines that begin with 第…条, is named when it is run. `evals/statutes/*.jsonl` holds the
questions, and for each the articles that decide it (2) or help (1), `file:article`.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.atomic import write_atomically
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


def write_set(texts: Path, out: Path) -> tuple[int, int]:
    """Write what `hukou ingest`, `hukou search --batch` and `hukou eval --qrels` read.

    Args:
        texts: the folder of laws.
        out: gets `articles.jsonl`, `questions.jsonl` (both halves) and `dev.qrels`, `test.qrels`.

    Returns:
        How many articles and questions.

    Raises:
        CasesUnusable: an article that decides a question is not in the texts.
    """
    articles: dict[str, str] = {}
    for key, title, text in articles_of(texts):
        record = {"id": key, "title": title, "text": text}
        articles.setdefault(key, json.dumps(record, ensure_ascii=False))
    questions = load_questions()
    missing = sorted({key for q in questions for key in q.relevant} - articles.keys())
    if missing:
        raise CasesUnusable(
            f"{texts} lacks {len(missing)} of the articles asked about: {', '.join(missing[:3])} …",
            hint="name the folder of texts that the questions were written over",
        )
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "articles.jsonl", articles.values())
    asked = ({"id": q.id, "text": q.text} for q in questions)
    _write(out / "questions.jsonl", (json.dumps(q, ensure_ascii=False) for q in asked))
    for split in ("dev", "test"):
        judged = (
            f"{q.id} 0 {key} {grade}"
            for q in questions
            if q.split == split
            for key, grade in q.relevant.items()
        )
        _write(out / f"{split}.qrels", judged)
    return len(articles), len(questions)


def _write(path: Path, lines: Iterable[str]) -> None:
    write_atomically(path, "".join(f"{line}\n" for line in lines).encode())
