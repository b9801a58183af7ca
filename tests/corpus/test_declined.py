from pathlib import Path

import pytest

from corpus.declined import load_declined
from corpus.errors import CorpusError
from corpus.loader import CORPUS_ROOT, load_corpus
from corpus.statement import Language

RECORD = """
[[kind]]
id = "pets"
reason = "not_in_corpus"
note_en = "Pets are not covered."
note_zh = "不涉及宠物。"
en = ["can I bring my dog"]
zh = ["能带狗入境吗"]
"""


def test_a_kind_has_examples_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "declined.toml"
    path.write_text(RECORD, encoding="utf-8")

    (kind,) = load_declined(path)

    assert (kind.id, kind.reason, kind.statements) == ("pets", "not_in_corpus", ())
    assert kind.examples[Language.ZH] == ("能带狗入境吗",)


def test_no_file_declines_nothing(tmp_path: Path) -> None:
    assert load_declined(tmp_path / "none.toml") == ()


@pytest.mark.parametrize(
    "text", [RECORD + RECORD, RECORD.replace('note_zh = "不涉及宠物。"', ""), "kind = 1", "["]
)
def test_a_faulty_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "declined.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CorpusError, match=r"declined\.toml"):
        load_declined(path)


def test_what_is_declined_is_no_question_of_the_corpus_and_names_what_exists() -> None:
    corpus = load_corpus()
    asked = {
        line
        for document in corpus.documents
        for section in document.sections
        for lines in (section.questions, *(s.questions for s in section.statements))
        for language in Language
        for line in lines[language]
    }
    kinds = load_declined(CORPUS_ROOT / "declined.toml")

    assert len(kinds) >= 40
    for kind in kinds:
        assert set(kind.statements) <= set(corpus.statements), kind.id
        for lines in kind.examples.values():
            assert not asked & set(lines), kind.id
