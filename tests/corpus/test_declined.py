from pathlib import Path

import pytest

from corpus.declined import NEAR_MISS, load_declined, load_near_misses
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


NEAR = """
note_en = "Not this point."
note_zh = "没有这一点。"
["cn/registering"]
en = ["which counter"]
zh = ["几号窗口"]
"""


def test_near_misses_are_one_kind_of_what_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "near_misses.toml"
    path.write_text(NEAR)

    (kind,) = load_near_misses(path, {"cn/registering"})

    assert (kind.id, kind.reason) == (NEAR_MISS, "not_in_corpus")
    assert kind.notes[Language.EN] == "Not this point."
    assert kind.examples[Language.ZH] == ("几号窗口",)
    assert load_near_misses(tmp_path / "none.toml", set()) == ()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"cn/registering"', '"cn/unheard-of"', "no document 'cn/unheard-of'"),
        ('note_zh = "没有这一点。"', "", "note_zh"),
        ("zh = [", "hz = [", "validation error"),
        ("en = [", "en = [[", "near_misses.toml"),
        ('["cn/registering"]', '["cn/registering"]\n["cn/empty"]', "validation error"),
    ],
)
def test_wrong_near_misses_are_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "near_misses.toml"
    path.write_text(NEAR.replace(old, new))

    with pytest.raises(CorpusError, match=problem):
        load_near_misses(path, {"cn/registering"})


def test_no_near_miss_is_a_question_that_the_corpus_answers() -> None:
    corpus = load_corpus()
    answered = {
        line.lower()
        for document in corpus.documents
        for section in document.sections
        for lines in (
            *section.questions.values(),
            *(ls for statement in section.statements for ls in statement.questions.values()),
        )
        for line in lines
    }
    asked = corpus.asked.answered.values()
    answered |= {line.lower() for ls in asked for lines in ls.values() for line in lines}
    kind = next(kind for kind in corpus.declined if kind.id == NEAR_MISS)

    assert sum(len(lines) for lines in kind.examples.values()) >= 1500
    assert not [t for lines in kind.examples.values() for t in lines if t.lower() in answered]
