import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.loader import Corpus, load_corpus
from index.contents import (
    Contents,
    Entry,
    corpus_contents,
    passage_contents,
    read_contents,
    write_contents,
)
from index.errors import IndexUnusable
from tests.conftest import SMALL

DECLINED = """
[[kind]]
id = "pets"
reason = "not_in_corpus"
note_en = "Pets are not covered."
note_zh = "不涉及宠物。"
en = ["can I bring my dog"]
zh = ["能带狗入境吗"]
"""


@pytest.fixture
def contents(small_corpus: Corpus) -> Contents:
    return corpus_contents(small_corpus)


def test_each_passage_is_an_entry_that_leads_to_its_statement(contents: Contents) -> None:
    own = [entry for entry in contents.entries if not entry.is_question]

    assert [entry.text for entry in own] == [passage.text for passage in contents.passages]
    assert [e.statement_ids for e in own] == [(p.statement_id,) for p in contents.passages]


def test_a_question_below_a_statement_leads_to_it_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    path = folder / "documents/cn/registering.en.md"
    text = path.read_text()
    path.write_text(text.replace("39(2)}\n", "39(2)}\n  ? is it one day\n", 1))

    entry = next(
        e for e in corpus_contents(load_corpus(folder)).entries if e.text == "is it one day"
    )

    assert entry == Entry("is it one day", ("cn/registering#within-24-hours",), True)


def test_a_declined_example_leads_nowhere_and_names_its_kind(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    (folder / "declined.toml").write_text(DECLINED, encoding="utf-8")

    entries = corpus_contents(load_corpus(folder)).entries

    assert [entry for entry in entries if entry.declined] == [
        Entry("can I bring my dog", (), True, "pets"),
        Entry("能带狗入境吗", (), True, "pets"),
    ]


def test_a_users_passage_is_found_by_its_title_and_its_own_text(contents: Contents) -> None:
    passage = replace(contents.passages[0], collection="notes", title="House rules")

    made = passage_contents("notes", [passage])

    text = f"House rules\n{passage.text}"
    assert made.entries == (Entry(text, (passage.statement_id,), False),)
    assert made.collection == "notes"


def test_a_users_passage_that_has_no_title_of_its_own_is_found_by_its_text(
    contents: Contents,
) -> None:
    passage = replace(contents.passages[0], title="rules-1", document="notes/rules-1")

    assert passage_contents("notes", [passage]).entries[0].text == passage.text


def test_what_was_written_is_read_again(tmp_path: Path, contents: Contents) -> None:
    declined = Entry("can I bring my dog", (), True, "pets")
    kept = replace(contents, entries=(*contents.entries, declined))
    write_contents(tmp_path, kept)

    again = read_contents(tmp_path, kept.collection)

    assert again == kept
    assert again.hash == kept.hash


@pytest.mark.parametrize(
    "text", ["damaged", "{}", json.dumps({"passages": [{"id": "x"}], "entries": []})]
)
def test_a_damaged_file_is_named_with_the_way_to_mend_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "entries.json").write_text(text)

    with pytest.raises(IndexUnusable, match=r"entries\.json is damaged") as caught:
        read_contents(tmp_path, "corpus")
    assert "hukou index --rebuild" in caught.value.hint


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable):
        read_contents(tmp_path, "corpus")


def test_what_belongs_together_is_kept(contents: Contents, tmp_path: Path) -> None:
    first, second = (passage.statement_id for passage in contents.passages[::2][:2])
    paired = replace(contents, beside={first: (second,)})

    write_contents(tmp_path, paired)

    assert read_contents(tmp_path, paired.collection).beside == {first: (second,)}
    assert paired.hash != contents.hash
