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

    with pytest.raises(CorpusError, match=r"there are no words <end> in 'en'"):
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


@pytest.mark.parametrize(
    ("question", "fires"),
    [
        ("我老婆是日本人,我想迁户口到县城", ""),
        ("外国老婆没户口,医保怎么交", ""),
        ("缅甸媳妇能上户口吗", "hukou-of-a-foreign-spouse"),
        ("户口注销会不会耽误领养老金", ""),
        ("误把户口注销了怎么办", "alive-and-cancelled"),
        ("I'm a US citizen, my wife has Beijing hukou, can I join her hukou?", ""),
        ("老公的户口在北京,我想投靠", "joins-the-hukou-of-a-spouse"),
        ("wife has hukou in Beijing, can I join the company insurance there", ""),
        ("My boss has lost my passport", ""),
        ("the landlord keeps asking for my passport number", ""),
        ("公司收护照复印件合法吗", ""),
        ("boss keeps my passport in his safe", "passport-kept-by-another"),
        ("my wife is Chinese, I'm German, our son was born 2015 in Munich, is he Chinese?", ""),
        ("妈妈中国籍,爸爸英国人,孩子在伦敦生的,什么国籍", "born-abroad-to-a-citizen"),
        ("台胞证要是过期会罚款吗", "taiwan-permit-runs-out"),
        ("台胞证快过期了,人在厦门能换吗", "taiwan-permit-ends-soon"),
        ("台胞证到期前多久可以换发?人在上海", ""),
        ("我是香港公司,请了个英国人来深圳开会,要搞工作证吗", ""),
        ("香港人在深圳上班要工作证吗", "hmt-and-the-work-permit"),
        ("房子租给租客没登记,要罚我吗", "landlord-of-mainland-tenants"),
        ("房子租给一个留学生,没登记,要罚我吗", ""),
        ("房子租给韩国租客没登记要罚多少", ""),
        ("租客没登记,房东是香港人,会罚房东吗", "landlord-of-mainland-tenants"),
        ("台胞证到期了忘记提前换,现在怎么办,会罚吗", "taiwan-permit-runs-out"),
        ("forgot to renew my taiwan permit before it expired, fine?", "taiwan-permit-runs-out"),
        ("I teach English in Beijing, HK ID holder, work permit?", "hmt-and-the-work-permit"),
        ("香港公司请了西班牙厨师来深圳,要工作证吗", ""),
        ("a swedish engineer hired by our hk office will work in shenzhen, work permit?", ""),
        (
            "I am an English teacher, my school fired me, how many days on my work permit",
            "job-ended",
        ),
        ("an employee resigned and left, how many days until his work permit is cancelled", ""),
        ("My American husband got permanent residence in China, will my hukou be cancelled", ""),
        ("I have US green card, must I cancel my hukou", "hukou-of-who-settled-abroad"),
        ("我拿了美国绿卡,户口注销后社保还能再领吗", ""),
        ("divorced, my new husband's family is in Nanjing, can I move my hukou there", ""),
        ("离婚了前夫户口赖在我房子里不迁走", ""),
        ("离婚了户口还在前夫家,我怎么迁出来", "hukou-after-a-divorce"),
        ("老公是法国人,我也是外国人,宝宝在北京出生,要什么手续登记", ""),
        ("爸爸是韩国人,宝宝在威海出生,要办什么手续", "child-of-one-foreign-parent"),
        ("往来港澳通行证探亲签注,老公在香港工作,能办一年多次不", ""),
        ("my permit is for family reunion, divorced, must I leave", "divorced-on-a-family-permit"),
    ],
)
def test_the_situations_of_the_corpus_are_known_by_their_words_alone(
    question: str, fires: str
) -> None:
    first = (s.id for s in load_situations() if s.is_in(normal_form(question)))

    assert next(first, "") == fires


def test_a_pattern_of_shared_words_alone_is_anchored_too(path: Path) -> None:
    words = "[words.end]\nen = '(?=.*fired)(?=.*permit)'\n"
    path.write_text(words + ONE.replace(r"'\bfired\b'", "'<end>'"))

    with pytest.raises(CorpusError, match="put \\^ before"):
        load_situations(path)


def test_words_deny_too(path: Path) -> None:
    path.write_text("[words.new]\nen = 'new|next'\n" + ONE.replace("'new job'", "'<new> job'"))

    (situation,) = load_situations(path)

    assert not situation.is_in("fired, but i have a next job")
    assert situation.is_in("fired, new permit")
