import pytest

from index.pinyin import Pinyin

TEXTS = (
    "身份证过期三个月会罚款吗",
    "集体户结婚怎么迁户口",
    "办居留许可要什么材料",
    "黑户怎么办户口",
    "外国人住宿登记",
    "落户上海要多少分",
    "我们可以去吗",
)


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return Pinyin(TEXTS)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("shen fen zheng guo qi 3 ge yue hui fa kuan ma", "身份证过期 3 个月会罚款吗"),
        ("jiti hu jiehun", "集体户结婚"),
        ("hei hu", "黑户"),
        ("wo yao ban juliuxuke, what cailiao", "我要办居留许可 , what 材料"),
        ("luohu shanghai", "落户上海"),
        ("waiguoren zhusu dengji", "外国人住宿登记"),
    ],
)
def test_pinyin_is_written_in_the_characters_that_the_texts_hold(
    pinyin: Pinyin, typed: str, written: str
) -> None:
    assert pinyin.written(typed) == written


@pytest.mark.parametrize(
    "text",
    [
        "can i stay with my wife",
        "how long can he be in china",
        "women in china",
        "can you fan me",
        "visa run ok?",
        "do we need a visa",
        "hukou lost help",
        "身份证 guo qi",
        "72",
        "",
    ],
)
def test_what_is_not_mostly_pinyin_stays_as_it_is(pinyin: Pinyin, text: str) -> None:
    assert pinyin.written(text) == text


def test_a_word_that_no_text_holds_is_not_made_up(pinyin: Pinyin) -> None:
    assert pinyin.written("pengyou xiexie") == "pengyou xiexie"
