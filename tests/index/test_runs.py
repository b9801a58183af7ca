from pathlib import Path

import pytest

from corpus.errors import IngestError
from index.runs import document_scores, read_questions, run_lines


def test_questions_keep_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "a", "text": "住宿登记"}\n\n{"id": 7, "text": "fee", "lang": "en"}\n')

    assert [(q.id, q.text) for q in read_questions(path)] == [("a", "住宿登记"), ("7", "fee")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"id": "a"}', "q.jsonl:1: text: Field required"),
        (
            '{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}',
            "q.jsonl:2: the id 'a' stands twice",
        ),
        ('{"id": "a b", "text": "x"}', "holds a space"),
        ("no json", "q.jsonl:1: line: Invalid JSON"),
        ("", "no question in it"),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(text)

    with pytest.raises(IngestError) as caught:
        read_questions(path)

    assert problem in str(caught.value)
    assert "one question a line" in caught.value.hint


def test_a_run_is_ranked_from_one() -> None:
    lines = list(run_lines("q1", [("law:3", 1.5), ("two words", 0.25)]))

    assert lines == ["q1 Q0 law:3 1 1.500000 hukou\n", "q1 Q0 two%20words 2 0.250000 hukou\n"]


def test_nothing_found_is_no_line() -> None:
    assert document_scores([]) == []
