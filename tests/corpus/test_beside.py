"""What stands beside a statement: read, and refused where it could not."""

import shutil
from pathlib import Path

import pytest

from corpus.beside import load_beside
from corpus.checks import check
from corpus.errors import CorpusError
from corpus.loader import Corpus, load_corpus
from tests.conftest import SMALL, TODAY

NAMES = {"cn/x#one", "cn/x#two"}


def test_a_statement_has_others_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "beside.jsonl"
    path.write_text('{"statement": "cn/x#one", "beside": ["cn/x#two"]}\n')

    assert load_beside(path, NAMES) == {"cn/x#one": ("cn/x#two",)}
    assert load_beside(tmp_path / "none.jsonl", NAMES) == {}


@pytest.mark.parametrize(
    "row",
    [
        '{"statement": "cn/x#one", "beside": ["cn/x#one"]}',
        '{"statement": "cn/x#one", "beside": ["cn/x#two", "cn/x#two"]}',
        '{"statement": "cn/x#one", "beside": ["cn/x#never"]}',
        '{"statement": "cn/x#never", "beside": ["cn/x#two"]}',
        '{"statement": "cn/x#one", "beside": ["cn/x#two"]}\n' * 2,
        '{"statement": "cn/x#one", "beside": []}',
        '{"statement": "cn/x#one"}',
        "no json",
    ],
)
def test_a_line_that_cannot_hold_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "beside.jsonl"
    path.write_text(row)

    with pytest.raises(CorpusError, match=r"beside\.jsonl, line [12]"):
        load_beside(path, NAMES)


def test_a_document_stands_beside_nothing(tmp_path: Path, small_corpus: Corpus) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    document = small_corpus.documents[0]
    row = f'{{"statement": "{document.statements[0].id}", "beside": ["{document.id}"]}}'
    (root / "beside.jsonl").write_text(row)

    with pytest.raises(CorpusError, match="is no statement"):
        load_corpus(root)


def test_what_is_for_others_stands_beside_nothing(tmp_path: Path, small_corpus: Corpus) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    foreign, citizens = (
        next(d.statements[0].id for d in small_corpus.documents if status in map(str, d.statuses))
        for status in ("foreigner", "citizen")
    )
    (root / "beside.jsonl").write_text(f'{{"statement": "{foreign}", "beside": ["{citizens}"]}}\n')

    (fault,) = check(load_corpus(root), today=TODAY)

    assert "is for other people or another place" in str(fault)
