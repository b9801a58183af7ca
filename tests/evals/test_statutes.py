import json
from pathlib import Path

import pytest

from evals.errors import CasesUnusable
from evals.statutes import articles_of, load_questions, write_set
from tests.conftest import ROOT

LAWS = ROOT.parent / "shared" / "policy" / "laws"
TEXT = """---
title_zh: "样本法"
---
# 样本法

第一条 为了样本，制定本法。

第二条　样本应当登记。

登记不收费。

## 第二章

第十二条之一 本法自2026年起施行。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "01-sample.md").write_text(TEXT)
    (tmp_path / "00-index.md").write_text("# 目录")
    return tmp_path


def test_a_text_is_cut_along_its_articles(folder: Path) -> None:
    found = list(articles_of(folder))

    assert [key for key, _, _ in found] == ["01-sample:1", "01-sample:2", "01-sample:12-1"]
    assert {title for _, title, _ in found} == {"样本法"}
    assert found[1][2] == "第二条　样本应当登记。\n\n登记不收费。"


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasesUnusable, match="holds no Markdown file with articles"):
        list(articles_of(tmp_path))


def test_texts_that_lack_what_is_asked_about_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CasesUnusable, match=r"lacks .* of the articles asked about"):
        write_set(folder, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_half_of_the_questions_are_chinese_and_both_halves_hold_both() -> None:
    questions = load_questions()

    assert len(questions) >= 300
    assert len({q.id for q in questions}) == len(questions)
    for split in ("dev", "test"):
        for language in ("en", "zh"):
            count = sum(q.id.startswith(language) for q in questions if q.split == split)
            assert count >= 60


@pytest.mark.skipif(not LAWS.is_dir(), reason="the texts of the laws are not beside the project")
def test_every_article_asked_about_is_in_the_texts(tmp_path: Path) -> None:
    articles, questions = write_set(LAWS, tmp_path)

    assert (articles, questions) == (1491, 300)
    lines = (tmp_path / "articles.jsonl").read_text().splitlines()
    assert {"id", "title", "text"} == json.loads(lines[0]).keys()
    files = [(tmp_path / f"{split}.qrels").read_text() for split in ("dev", "test")]
    judged = [line.split() for line in "".join(files).splitlines()]
    assert {grade for *_, grade in judged} == {"1", "2"}
