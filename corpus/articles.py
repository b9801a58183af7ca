"""Articles of a law as their text begins: 第三十九条, 第二百八十条之一, Article 39, Section 39."""

import re
from itertools import pairwise

from corpus.text import chinese_number

_MARKS = r"[ \u3000\t#*_>]*"
_CHINESE = rf"{_MARKS}第\s*(?P<zh>[零〇一二三四五六七八九十百千\d]+)\s*条(?:\s*之(?P<sub>[一二三四五六七八九]))?"
_ENGLISH = rf"{_MARKS}(?:Article|ARTICLE|Art\.|Section|SECTION)\s+(?P<en>\d+(?:-\d+)?)\b"
_ARTICLE = re.compile(rf"(?:{_CHINESE}(?![^\s*]{{0,3}}[款项、，和至])|{_ENGLISH}(?=[\s.:*—–-]|$))")
_HEADING = re.compile(r"^(?:#+\s.*|[#* \u3000]*第[零一二三四五六七八九十百\d]+[编章节].{0,40})$")


def article_of(text: str) -> str | None:
    """The number of the article that a text begins with, "39" or "280-1"; None for other texts."""
    match = _ARTICLE.match(text)
    if match is None:
        return None
    if match["en"]:
        return match["en"]
    number = match["zh"] if match["zh"].isdigit() else str(chinese_number(match["zh"]))
    return f"{number}-{chinese_number(match['sub'])}" if match["sub"] else number


def articles_in(text: str) -> list[str]:
    """A law cut before each of its articles, first what stands before them all, if anything.

    Headings of chapters are dropped where they would end an article. A text with fewer than two
    lines that begin an article is no law and stays whole.
    """
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if _ARTICLE.match(line)]
    if len(starts) < 2:
        return [text]
    bounds = [0, *starts, len(lines)]
    parts = [lines[start:end] for start, end in pairwise(bounds)]
    first, *articles = parts
    kept = ["\n".join(first).strip(), *("\n".join(_without_headings(part)) for part in articles)]
    return [part for part in kept if part]


def _without_headings(lines: list[str]) -> list[str]:
    """Without blank lines and headings of chapters at the end."""
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or _HEADING.match(lines[end - 1].strip())):
        end -= 1
    return [lines[0].lstrip("#* \u3000"), *lines[1:end]]
