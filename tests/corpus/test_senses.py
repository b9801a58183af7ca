from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.loader import Corpus, load_corpus
from corpus.senses import load_senses, unknown_leads
from corpus.statement import Status

ONE = r"""
[[sense]]
name = "pass"
en = '\bpass\b'
zh = '通行卡'
[[sense.ask]]
en = '\bcost\b'
zh = '多少钱'
foreigner = ["cn/a#fee"]
citizen = ["cn/b#fee"]
[[sense.ask]]
en = 'pass'
zh = '卡'
hmt = ["cn/c#what"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "senses.toml"


def test_what_is_asked_is_the_first_ask_whose_words_stand_there(path: Path) -> None:
    path.write_text(ONE)

    (sense,) = load_senses(path)

    fee, what = sense.asks
    assert sense.is_in("a pass please")
    assert sense.is_in("通行卡")
    assert not sense.is_in("passport")
    assert sense.asked("what does the pass cost") is fee
    assert sense.asked("what is a pass") is what
    assert sense.asked("else") is None
    assert fee.leads == {Status.FOREIGNER: ("cn/a#fee",), Status.CITIZEN: ("cn/b#fee",)}


def test_words_that_several_asks_share_are_written_once(path: Path) -> None:
    shared = "[sense.words.fee]\nen = 'cost|price'\nzh = '多少钱|收费'\n[[sense.ask]]"
    text = ONE.replace("[[sense.ask]]", shared, 1).replace(r"'\bcost\b'", "'first.*<fee>'")
    path.write_text(text.replace("zh = '多少钱'", "zh = '<fee>'"))

    ((fee, _),) = (sense.asks for sense in load_senses(path))

    assert fee.words.search("the first at what price")
    assert fee.words.search("收费吗")
    assert not fee.words.search("what price")


def test_shared_words_that_are_not_there_are_named(path: Path) -> None:
    path.write_text(ONE.replace("zh = '多少钱'", "zh = '<fee>'"))

    with pytest.raises(CorpusError, match="fee"):
        load_senses(path)


def test_no_file_has_no_senses(path: Path) -> None:
    assert load_senses(path) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("zh = '通行卡'", ""), (r"\bpass\b", "(pass"), ("[[sense]]", "[[sense"), ("hmt", "martian")],
)
def test_a_faulty_file_is_named(path: Path, old: str, new: str) -> None:
    path.write_text(ONE.replace(old, new))

    with pytest.raises(CorpusError, match=r"senses\.toml"):
        load_senses(path)


def test_a_lead_that_does_not_hold_for_its_status_is_named(
    path: Path, small_corpus: Corpus
) -> None:
    held = next(p for p in small_corpus.passages.values() if p.statuses == (Status.FOREIGNER,))
    path.write_text(ONE.replace("cn/a#fee", held.statement_id))

    faults = unknown_leads(load_senses(path), small_corpus.passages)

    assert [fault.partition(" → ")[0] for fault in faults] == [
        "senses.toml: pass: no statement 'cn/b#fee' holds for citizen",
        "senses.toml: pass: no statement 'cn/c#what' holds for hmt",
    ]


def test_the_senses_shipped_lead_to_statements_of_their_status() -> None:
    senses = load_senses()

    assert unknown_leads(senses, load_corpus().passages) == []
    assert {sense.name for sense in senses} == {"residence permit", "registration where one stays"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what does a residence permit cost", "residence permit"),
        ("丢了居留证怎么办", "residence permit"),
        ("do i register with the police when i stay with a friend", "registration where one stays"),
        ("住亲戚家要不要登记", "registration where one stays"),
    ],
)
def test_a_bare_name_is_seen(text: str, name: str) -> None:
    assert [sense.name for sense in load_senses() if sense.is_in(text)] == [name]


@pytest.mark.parametrize(
    "text",
    ["what does a work permit cost", "how do we register our marriage at the place we stay",
     "住房登记和户口登记", "台湾居民居住证多少钱", "孩子出生登记去派出所吗"],
)  # fmt: skip
def test_another_name_is_none_of_them(text: str) -> None:
    assert not [sense for sense in load_senses() if sense.is_in(text)]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("what will a residence permit set me back", "residence-permit-fees#liaoning-same"),
        (
            "my residence permit runs out in two months",
            "residence-permit-extension#thirty-days-before",
        ),
        (
            "papers needed to renew a residence permit",
            "residence-permit-extension#extension-papers",
        ),
        ("a residence permit for my 6 year old", "who-may-apply-for-you#first-permit-age"),
        ("居住证还剩半个月，怎么办", "residence-permit-extension#thirty-days-before"),
        ("办居住证要掏钱吗", "residence-permit-fees#liaoning-same"),
    ],
)
def test_what_is_asked_of_a_residence_permit(question: str, lead: str) -> None:
    ask = load_senses()[0].asked(question)

    assert ask is not None
    assert ask.leads[Status.FOREIGNER][0] == f"cn/{lead}"


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        (
            "i'm 34 years old, is my residence permit valid",
            "who-may-apply-for-you#first-permit-age",
        ),
        (
            "i left my job in the summer, residence permit valid?",
            "lost-passport-or-permit#replacement-office",
        ),
        ("must the residence permit be in my pocket", "residence-permit-fees#liaoning-same"),
        ("what bank balance for a residence permit", "residence-permit-fees#liaoning-same"),
        ("the date was wrong on my residence permit", "overstay#past-the-date"),
        ("老大爷要办居住证吗", "who-may-apply-for-you#first-permit-age"),
    ],
)
def test_words_that_only_look_like_it_are_not_taken_for_it(question: str, lead: str) -> None:
    ask = load_senses()[0].asked(question)

    assert ask is None or f"cn/{lead}" not in ask.leads.get(Status.FOREIGNER, ())
