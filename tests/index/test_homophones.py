"""Terms typed with a character that sounds the same; what is right stays."""

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Answer, Question
from corpus.glossary import load_glossary
from corpus.loader import load_corpus
from corpus.statement import Language
from index.homophones import Homophones

NAMES = ["居住证", "身份证", "派出所", "台胞证", "户口簿", "常住地", "免签", "居留证", "拘留审查", "非法居留", "迁户口", "集体户", "户籍地", "国际学生", "限期出境", "residence permit"]  # fmt: skip
TEXTS = ["、".join(NAMES)]


@pytest.fixture(scope="module")
def homophones() -> Homophones:
    return Homophones(NAMES, TEXTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("居住正丢了怎么补", "居住证丢了怎么补"),
        ("派出锁几点开门", "派出所几点开门"),
        ("孩子的居主政办下来没", "孩子的居住证办下来没"),
        ("台胞政丢了找谁补", "台胞证丢了找谁补"),
        ("wo de 身份正", "wo de 身份证"),
    ],
)
def test_a_term_is_read_by_its_sound(homophones: Homophones, typed: str, meant: str) -> None:
    assert homophones.mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "身份正确吗",  # the words part elsewhere
        "孩子的户口不在这边",
        "国外电视台派来常驻的人",
        "办签证要不要面签",  # two characters sound like too much else
        "居住证丢了",
        "警察抓人要不要出示拘留证",
        "被非法拘留怎么办",
        "永久居留审查要多久",
        "结婚前户口在老家",
        "户口在集体和自己买房",
        "户籍得迁回去吗",
        "美国国籍学生",
        "先期出境的同事",
        "is my residence permit right",
        "",
    ],
)
def test_what_may_be_meant_as_it_stands_stays(homophones: Homophones, text: str) -> None:
    assert homophones.mended(text) == text


def test_a_question_is_searched_for_by_what_was_meant(assistant: Assistant) -> None:
    typed, meant = map(
        assistant.reply, (Question("身份正到期怎么换"), Question("身份证到期怎么换"))
    )

    assert isinstance(typed, Answer)
    assert isinstance(meant, Answer)
    assert typed.body.citations == meant.body.citations


def test_what_the_texts_hold_is_right() -> None:
    assert Homophones(["居住证"], ["居住证", "居住正"]).mended("居住正") == "居住正"


def test_hardly_a_question_of_the_corpus_sounds_like_another_term() -> None:
    corpus = load_corpus()
    passages = [p.text for p in corpus.passages.values() if p.language is Language.ZH]
    names = [name for term in load_glossary() for name in (*term.chinese, *term.typed)]
    homophones = Homophones(names, passages)
    typed = [q for lines in corpus.asked.answered.values() for q in lines[Language.ZH]]

    changed = [q for q in typed if homophones.mended(q) != q]
    assert len(changed) <= 0.001 * len(typed), changed
