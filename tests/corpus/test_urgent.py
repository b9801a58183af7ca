from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.loader import load_corpus
from corpus.statement import Status
from corpus.text import normal_form
from corpus.urgent import Urgent, load_urgent, unknown_first

ONE = r"""
[[case]]
id = "fire"
en = '\bfire\b'
zh = '着火'
not_en = 'fire drill'
anyone = ["cn/emergency-and-public-service-numbers#four-numbers"]
foreigner = ["cn/a#first"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "urgent.toml"


def test_a_case_is_known_by_its_words_and_not_by_others(path: Path) -> None:
    path.write_text(ONE)

    (case,) = load_urgent(path)

    assert case.is_in("there is a fire here")
    assert case.is_in("家里着火了")
    assert not case.is_in("is the fire drill today")
    assert not case.is_in("i was fired")


def test_each_status_gets_its_own_first_and_the_others_everybodys(path: Path) -> None:
    path.write_text(ONE)

    (case,) = load_urgent(path)

    assert case.first_for(Status.FOREIGNER) == ("cn/a#first",)
    assert case.first_for(Status.HMT) == case.first_for(None) == case.anyone


def test_no_file_has_no_cases(path: Path) -> None:
    assert load_urgent(path) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("zh = '着火'", ""), (r"\bfire\b", "(fire"), ("[[case]]", "[[case"), ("anyone", "martian")],
)
def test_a_faulty_file_is_named(path: Path, old: str, new: str) -> None:
    path.write_text(ONE.replace(old, new))

    with pytest.raises(CorpusError, match=r"urgent\.toml"):
        load_urgent(path)


def test_a_statement_that_does_not_hold_is_named(path: Path) -> None:
    path.write_text(ONE)

    (line,) = unknown_first(load_urgent(path), load_corpus().passages)

    assert "fire: no statement 'cn/a#first' holds for foreigner" in line


def test_every_case_of_the_corpus_names_statements_that_hold() -> None:
    assert unknown_first(load_urgent(), load_corpus().passages) == []


def _case(text: str) -> str | None:
    found: Urgent | None = next((case for case in load_urgent() if case.is_in(text)), None)
    return found.id if found else None


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("my boss locks us in the dormitory at night", "danger"),
        ("they won't let her leave the factory", "danger"),
        ("my husband beats me and i have no papers", "danger"),
        ("老板不让我们出厂，护照也没了", "danger"),
        ("被老公打了，带孩子跑出来", "danger"),
        ("police took my brother last night", "detained"),
        ("he is in detention in shenzhen", "detained"),
        ("我哥昨晚被警察带走了，联系不上", "detained"),
        ("police took my passport at the hotel", None),
        ("will i be arrested for two days of overstay", None),
        ("custody of the child after the divorce", None),
        ("打工要办什么证", None),
        ("被拘留了5天，以后还能续签吗", None),
        ("怕被抓怎么办", None),
    ],
)
def test_what_cannot_wait_is_told_from_what_can(text: str, case: str | None) -> None:
    assert _case(text) == case


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("老公联系不上，听说被警察抓了", True),
        ("老公在外面打工联系不上，派出所的人带走的", True),
        ("老公联系不上，听说人在派出所", True),
        ("联系不上他，是不是警察拘了", True),
        ("孩子爸爸联系不上,户口跟我上,派出所说要亲子鉴定", False),
        ("孩子爸爸联系不上，派出所叫我去做亲子鉴定", False),
        ("户主联系不上，派出所带我去调解", False),
        ("房东联系不上，中介抓紧让我搬，我要重新登记吗", False),
        ("我弟昨晚被派出所叫走，到现在联系不上", True),
    ],
)
def test_who_cannot_be_reached_is_not_always_detained(text: str, told: bool) -> None:
    detained = next(case for case in load_urgent() if case.id == "detained")

    assert detained.is_in(normal_form(text)) is told
