import json
from pathlib import Path

import pytest

from corpus.errors import CorpusError, IngestError
from corpus.ingest import collections_in, ingest, read_collection
from corpus.records import split
from corpus.statement import Language, Status

LAW = "# 示例条例\n\n第一条 为了测试，制定本条例。\n\n第二条 外国人应当登记。\n\n第三条 本条例自公布之日起施行。\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def _write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_law_is_split_along_its_articles(tmp_path: Path, store: Path) -> None:
    found = ingest(store, "laws", [_write(tmp_path, "law.md", LAW)])

    texts = [p.text for p in read_collection(store, "laws")]
    assert found.passages == 4
    assert texts[2].startswith("第二条")
    assert {p.title for p in read_collection(store, "laws")} == {"示例条例"}


def test_markdown_is_split_along_its_headings() -> None:
    pieces = split("# A\n\none\n\n## B\n\ntwo", markdown=True)

    assert pieces == ["# A  \none", "## B  \ntwo"]


def test_long_text_is_split_to_size() -> None:
    assert all(len(piece) <= 700 for piece in split("A sentence of some words. " * 200))
    assert all(len(piece) <= 300 for piece in split("外国人应当登记。" * 200))


def test_jsonl_carries_its_own_ids_and_scope(tmp_path: Path, store: Path) -> None:
    record = {
        "id": "a1",
        "text": "Students must register.",
        "title": "Handbook",
        "place": "cn/beijing",
        "statuses": ["foreigner"],
        "effective_from": "2026-01-01",
        "url": "https://example.org/a1",
    }
    ingest(store, "handbook", [_write(tmp_path, "h.jsonl", json.dumps(record) + "\n\n")])

    (passage,) = read_collection(store, "handbook")
    assert (passage.id, passage.place, passage.statuses) == (
        "handbook/a1",
        "cn/beijing",
        (Status.FOREIGNER,),
    )
    assert passage.language is Language.EN
    assert str(passage.effective_from) == "2026-01-01"


def test_an_unreadable_file_is_named_and_the_rest_goes_on(tmp_path: Path, store: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\x00")
    files = [
        bad,
        tmp_path / "missing.md",
        _write(tmp_path, "empty.md", "---\na: b\n---\n"),
        _write(tmp_path, "x.pdf", "x"),
        _write(tmp_path, "l.jsonl", '{"id": "a"}\n'),
        _write(tmp_path, "good.txt", "A rule."),
    ]

    found = ingest(store, "mixed", files)

    assert [Path(name).name for name in found.read] == ["good.txt"]
    why = {Path(name).name: reason for name, reason in found.failed}
    assert why["bad.txt"] == "not UTF-8 text"
    assert why["missing.md"] == "no such file"
    assert why["empty.md"] == "the file is empty"
    assert ".pdf is not read" in why["x.pdf"]
    assert "line 1: text" in why["l.jsonl"]


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, store: Path) -> None:
    path = _write(tmp_path, "a.txt", "One rule.")
    ingest(store, "notes", [path])

    assert ingest(store, "notes", [tmp_path / "a.txt"]).unchanged == (path.as_posix(),)
    path.write_text("Another rule.")
    ingest(store, "notes", [path])

    assert [p.text for p in read_collection(store, "notes")] == ["Another rule."]


def test_a_folder_is_read_whole(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    _write(folder, "a.md", "a")
    _write(folder, "b.txt", "b")
    _write(folder, "c.png", "c")

    assert len(ingest(store, "docs", [folder]).read) == 2
    assert collections_in(store) == ("docs",)


@pytest.mark.parametrize(
    "name", ["corpus", "Upper", "../up", "", "con", "a.", "x" * 200, "my notes", "笔记", ".hidden"]
)
def test_a_wrong_collection_name_is_refused(store: Path, name: str) -> None:
    with pytest.raises(IngestError, match="cannot be a collection"):
        ingest(store, name, [])


def test_a_damaged_store_is_named(store: Path) -> None:
    store.mkdir()
    (store / "notes.json").write_text("{")

    with pytest.raises(CorpusError, match="is damaged"):
        read_collection(store, "notes")


def test_an_article_has_its_number_in_its_id_however_long_it_is(
    tmp_path: Path, store: Path
) -> None:
    long = "A landlord keeps a book of guests. " * 60
    text = f"# Handbook\n\nArticle 1 Scope.\n\nArticle 2 {long}\n\nArticle 2 Again.\n"
    ingest(store, "own", [_write(tmp_path, "h.md", text)])

    passages = read_collection(store, "own")
    assert [p.id for p in passages[:3]] == ["own/h-1", "own/h:1", "own/h:2~1"]
    assert passages[-1].id == "own/h:2-(2)"
    assert {p.document for p in passages if p.id.startswith("own/h:2~")} == {"own/h:2"}
    assert {p.title for p in passages} == {"Handbook"}


def test_front_matter_says_where_for_whom_and_until_when(tmp_path: Path, store: Path) -> None:
    header = "title: T\nplace: 深圳\nstatuses: [citizen]\neffective_until: 2020-01-01\nauthor: x"
    ingest(store, "own", [_write(tmp_path, "a.md", f"---\n{header}\n---\nA rule.")])

    (passage,) = read_collection(store, "own")
    assert (passage.title, passage.place) == ("T", "cn/guangdong/shenzhen")
    assert passage.statuses == (Status.CITIZEN,)
    assert str(passage.effective_until) == "2020-01-01"


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("place: Atlantis", "place 'Atlantis' is not known; give a path"),
        ("place: Suzhou", "may be cn/"),
        ("statuses: [martian]", "front matter: statuses.0"),
    ],
)
def test_a_scope_that_would_hold_nowhere_is_named(
    tmp_path: Path, store: Path, header: str, why: str
) -> None:
    found = ingest(store, "own", [_write(tmp_path, "a.md", f"---\n{header}\n---\nA rule.")])

    assert why in found.failed[0][1]
    assert collections_in(store) == ()


def test_an_id_that_stands_twice_keeps_both_texts(tmp_path: Path, store: Path) -> None:
    lines = '{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n'
    ingest(store, "own", [_write(tmp_path, "a.jsonl", lines)])

    assert [(p.id, p.text) for p in read_collection(store, "own")] == [
        ("own/a", "x"),
        ("own/a-(2)", "y"),
    ]


def test_files_of_one_name_keep_apart(tmp_path: Path, store: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        _write(tmp_path / name, "a.txt", f"Rule {name}.")
    ingest(store, "own", [tmp_path])

    assert [p.id for p in read_collection(store, "own")] == ["own/a-1", "own/a-1-(2)"]


def test_a_file_that_is_gone_takes_its_passages_with_it(tmp_path: Path, store: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    gone, kept = _write(folder, "a.txt", "One."), _write(folder, "b.txt", "Two.")
    ingest(store, "own", [folder])
    gone.unlink()

    found = ingest(store, "own", [folder])

    assert found.removed == (gone.as_posix(),)
    assert [p.text for p in read_collection(store, "own")] == ["Two."]
    kept.unlink()
    assert ingest(store, "own", [kept]).passages == 0
    assert read_collection(store, "own") == ()


LAWS = Path(__file__).parents[3] / "shared" / "policy" / "laws"


@pytest.mark.skipif(not LAWS.exists(), reason="the source texts are not part of the project")
def test_whole_laws_are_split_by_article(store: Path) -> None:
    found = ingest(store, "laws", [LAWS / "01-exit-entry-administration-law-2012.md"])

    articles = [p for p in read_collection(store, "laws") if p.text.startswith("第")]
    assert found.failed == ()
    assert len({p.text.split()[0] for p in articles if "条" in p.text[:8]}) == 93
