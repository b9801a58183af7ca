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
        ("EEAL art 39-2", Key("eeal-2012", "39", 2)),
        ("A. 76 par. 1 no. 6 of the Exit-Entry Administration Law", Key("eeal-2012", "76", 1, 6)),
        ("article 16 of the hukou regulations", Key("hrr-1958", "16")),
        ("EEAL 39(2)", Key("eeal-2012", "39", 2)),
        ("Art39 EEAL", Key("eeal-2012", "39")),
        ("§ 39 EEAL", Key("eeal-2012", "39")),
        ("sec. 39 para 2 of the Exit and Entry Administration Law", Key("eeal-2012", "39", 2)),
        ("section 39, paragraph 2 of the exit-entry law", Key("eeal-2012", "39", 2)),
        ("Article 76 paragraph 1 item 6 EEAL", Key("eeal-2012", "76", 1, 6)),
        ("article 39 of the PRC Exit and Entry Administration Law", Key("eeal-2012", "39")),
        ("《中华人民共和国出境入境管理法》第三十九条", Key("eeal-2012", "39")),
        ("出入境管理法39条", Key("eeal-2012", "39")),
        ("出入境管理法第３９条", Key("eeal-2012", "39")),
        ("出境入境管理法第三十九条之二款", Key("eeal-2012", "39", 2)),
        ("出境入境管理法第 39 条第(二)款", Key("eeal-2012", "39", 2)),
        ("出境入境管理法第七十六条第一款第（六）项", Key("eeal-2012", "76", 1, 6)),
        ("出\u200b境入境管理法第\u200b39条", Key("eeal-2012", "39")),
        ("国务院令第 663 号第十条", Key("rpr-2015", "10")),
        ("State Council Decree No. 663", Key("rpr-2015")),
        ("Order No. 637 art. 16", Key("feer-2013", "16")),
        ("国发[2014]25号", Key("gf-2014-25")),
        ("国发（2014）25号", Key("gf-2014-25")),
        ("国发【2014】 25 号", Key("gf-2014-25")),
        ("国发〔2014〕第25号", Key("gf-2014-25")),
        ("出镜入境管理法第三十九条", Key("eeal-2012", "39")),
        ("户口登记条列第七条", Key("hrr-1958", "7")),
        ("Nationalty Law article 9", Key("nl-1980", "9")),
        ("article 39 of the exit and entery administration law", Key("eeal-2012", "39")),
        ("第二百八十条之一", Key(None, "280-1")),
        ("Identity card law 5(1), she is 31", Key("idl-2011", "5", 1)),
        ("nationality law 5 - what is it about", Key("nl-1980", "5")),
        ("eeal 39 says hosts register", Key("eeal-2012", "39")),
        ("EEAL 76 penalty", Key("eeal-2012", "76")),
        ("eeal 39是什么意思", Key("eeal-2012", "39")),
    ],
)
def test_references_are_read_in_either_language(question: str, key: Key) -> None:
    assert READER.read(question) == (key,)


@pytest.mark.parametrize(
    "question",
    [
        "外国人多久登记",
        "what does the law say",
        "39 days",
        "三条建议",
        "order 57 pizzas",
        "3 articles",
        "under the nationality law 5 years abroad are enough?",
        "nationality law, 18 or older?",
        "passport law 2006",
        "individual income tax law 183-day rule",
        "labour contract law 30-day notice",
        "eeal 2,000 yuan fine",
        "🙂",
    ],
)
def test_no_reference_is_no_key(question: str) -> None:
    assert READER.read(question) == ()


def test_a_bare_article_takes_the_instrument_of_the_conversation() -> None:
    assert READER.read("那第39条呢", topic="eeal-2012") == (Key("eeal-2012", "39"),)


def test_a_key_matches_what_stands_within_it() -> None:
    locator = Locator.parse("eeal-2012:39(2)")

    assert Key("eeal-2012", "39").matches(locator)
    assert Key(None, "39").matches(locator)
    assert not Key("eeal-2012", "39", 1).matches(locator)


def test_a_users_law_is_named_by_its_title() -> None:
    reader = KeyReader(load_corpus().instruments, ["示例条例", "Tenancy Handbook"])

    assert reader.read("示例条例第二条") == (Key("示例条例", "2"),)
    assert reader.read("article 4 of the tenancy handbook") == (Key("tenancy handbook", "4"),)
    assert reader.law("中华人民共和国出境入境管理法（2012年）") == "eeal-2012"
    assert reader.law("示例条例") == "示例条例"
