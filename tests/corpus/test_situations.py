from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.loader import load_corpus
from corpus.situations import load_situations, unknown_rules
from corpus.statement import Status
from corpus.text import normal_form

ONE = r"""
[[situation]]
id = "fired"
en = '\bfired\b'
zh = '被辞退'
not_en = 'new job'
status = "foreigner"
leads = ["cn/leaving-a-job#no-grace-period"]
bars = ["cn/overstay"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "situations.toml"


def test_a_situation_is_known_by_its_words_and_not_by_others(path: Path) -> None:
    path.write_text(ONE)

    (situation,) = load_situations(path)

    assert situation.is_in("i was fired today")
    assert situation.is_in("被辞退了")
    assert not situation.is_in("fired, but i have a new job")
    assert situation.status is Status.FOREIGNER


def test_a_pattern_of_what_stands_anywhere_is_tried_once(path: Path) -> None:
    path.write_text(ONE.replace(r"'\bfired\b'", "'(?=.*fired)(?=.*permit)'"))

    with pytest.raises(CorpusError, match=r"situations\.toml: en: .*put \^ before"):
        load_situations(path)


def test_words_stand_for_what_several_situations_share(path: Path) -> None:
    words = "[words.end]\nen = 'fired|sacked'\nzh = '辞退'\n[words.lost]\nen = 'was (?:<end>)'\nzh = '被<end>'\n"
    path.write_text(words + ONE.replace(r"'\bfired\b'", "'<lost>'").replace("'被辞退'", "'<lost>'"))

    (situation,) = load_situations(path)

    assert situation.is_in("i was sacked today")
    assert situation.is_in("被辞退了")
    assert not situation.is_in("sacked")


def test_words_that_nobody_wrote_are_named(path: Path) -> None:
    path.write_text(ONE.replace(r"'\bfired\b'", "'<end>'"))

    with pytest.raises(CorpusError, match="end"):
        load_situations(path)


def test_it_bars_a_document_whole(path: Path) -> None:
    path.write_text(ONE)
    (situation,) = load_situations(path)
    passages = load_corpus().passages.values()

    barred = {p.document for p in passages if situation.bars_passage(p)}

    assert barred == {"cn/overstay"}


def test_no_file_has_no_situations(path: Path) -> None:
    assert load_situations(path) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("zh = '被辞退'", ""), (r"\bfired\b", "(fired"), ("foreigner", "martian"), ("leads", "heads")],
)
def test_a_faulty_file_is_named(path: Path, old: str, new: str) -> None:
    path.write_text(ONE.replace(old, new))

    with pytest.raises(CorpusError, match=r"situations\.toml"):
        load_situations(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("no-grace-period", "no-such-thing"),
        ("cn/overstay", "cn/no-such-document"),
        ("foreigner", "citizen"),
    ],
)
def test_what_does_not_exist_or_hold_is_named(path: Path, old: str, new: str) -> None:
    path.write_text(ONE.replace(old, new))

    (line,) = unknown_rules(load_situations(path), load_corpus().passages)

    assert line.startswith("situations.toml: fired: no ")


def test_every_situation_of_the_corpus_names_what_holds() -> None:
    assert unknown_rules(load_situations(), load_corpus().passages) == []


def _situation(text: str) -> str | None:
    plain = normal_form(text)
    return next((s.id for s in load_situations() if s.is_in(plain)), None)


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        (
            "I'm French, my wife is Chinese, our baby was born here in May",
            "child-of-a-chinese-parent",
        ),
        ("孩子上个月出生，妈妈是中国人，爸爸是德国人", "child-of-a-chinese-parent"),
        ("they have my passport, visa expired meanwhile, can I stay", "papers-handed-in"),
        ("I was laid off, how many days can I stay on my work permit", "job-ended"),
        ("can I teach on a spouse visa", "spouse-works"),
        ("I dropped out of university, what about my visa", "left-school"),
        ("居住证忘了签注，前面几年还算吗", "late-endorsement-years"),
        ("I am from Macao, do I need a work permit in Zhuhai", "hmt-and-the-work-permit"),
        ("回乡证在深圳丢了", "home-return-permit-lost"),
        (
            "the hotel said no foreigners, can they refuse my passport",
            "hotel-turns-foreigners-away",
        ),
        ("my husband died, he was Chinese, is my permit still good", "chinese-spouse-has-died"),
        ("公司招了没有工作许可的外国人会罚多少", "employer-without-permit"),
        ("can I change a tourist visa to a work visa here", "visit-visa-to-work"),
    ],
)
def test_a_situation_is_known(text: str, situation: str) -> None:
    assert _situation(text) == situation


@pytest.mark.parametrize(
    "text",
    [
        "both of us are American, our baby was born here",
        "my wife is Chinese and our son was born in Japan, he has a Japanese passport",
        "I was laid off but I have a new job",
        "do I need a health check for a spouse visa if I work",
        "how much is a work permit",
        "居住证忘在家里了",
        "",
    ],
)
def test_a_neighbouring_one_is_not(text: str) -> None:
    assert _situation(text) is None
