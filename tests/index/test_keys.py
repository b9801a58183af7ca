import pytest

from corpus.loader import load_corpus
from corpus.statement import Locator
from index.keys import Key, KeyReader

READER = KeyReader(load_corpus().instruments)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("出境入境管理法第三十九条", Key("eeal-2012", "39")),
        ("出境入境管理法第三十九条第二款", Key("eeal-2012", "39", 2)),
        ("出入境管理法第76条第一款第六项怎么罚", Key("eeal-2012", "76", 1, 6)),
        ("Art. 39(2) EEAL", Key("eeal-2012", "39", 2)),
        ("article 9 of the Nationality Law", Key("nl-1980", "9")),
        ("《居住证暂行条例》第十条", Key("rpr-2015", "10")),
        ("国发〔2014〕25号说了什么", Key("gf-2014-25")),
        ("what does Decree 663 say", Key("rpr-2015")),
        ("国务院令第663号第21条", Key("rpr-2015", "21")),
    ],
)
def test_references_are_read_in_either_language(question: str, key: Key) -> None:
    assert READER.read(question) == (key,)


@pytest.mark.parametrize("question", ["外国人多久登记", "what does the law say", "39 days"])
def test_no_reference_is_no_key(question: str) -> None:
    assert READER.read(question) == ()


def test_a_bare_article_takes_the_instrument_of_the_conversation() -> None:
    assert READER.read("那第39条呢", topic="eeal-2012") == (Key("eeal-2012", "39"),)


def test_a_key_matches_what_stands_within_it() -> None:
    locator = Locator.parse("eeal-2012:39(2)")

    assert Key("eeal-2012", "39").matches(locator)
    assert Key(None, "39").matches(locator)
    assert not Key("eeal-2012", "39", 1).matches(locator)
