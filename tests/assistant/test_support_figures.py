from itertools import pairwise

import pytest

from assistant.support_bounds import Bound
from assistant.support_figures import Figure, figures_of


def _figure(text: str) -> Figure:
    (figure,) = figures_of(text).figures
    return figure


@pytest.mark.parametrize(
    ("texts", "value", "unit"),
    [
        (("within 24 hours", "twenty-four hours", "24小时内", "二十四小时"), 24, "hour"),
        (("10 working days", "ten business days", "10个工作日", "十个工作日"), 10, "working day"),
        (("30 calendar days", "30个自然日"), 30, "calendar day"),
        (("two weeks", "14 days", "两周", "14天", "十四日"), 14, "day"),
        (("half a year", "6 months", "半年", "六个月"), 6, "month"),
        (("18 years", "eighteen years old", "18周岁", "十八岁"), 216, "month"),
        (("2,000 yuan", "2000 RMB", "two thousand yuan", "2,000元", "两千元"), 2_000, "yuan"),
        (("1 million yuan", "100万元", "一百万元"), 1_000_000, "yuan"),
        (("3 percent", "3%", "百分之三"), 3, "percent"),
        (("10.5 points", "10.5分"), 10.5, "point"),
        (("500 US dollars", "500美元"), 500, "foreign money"),
    ],
)
def test_figures_are_the_same_in_digits_words_and_both_languages(
    texts: tuple[str, ...], value: float, unit: str
) -> None:
    for text in texts:
        assert (_figure(text).value, _figure(text).unit) == (value, unit)


def test_an_ordinal_is_one_number_with_all_its_digits() -> None:
    assert _figure("by the 15th of the next month").value == 15


def test_a_year_of_points_text_is_a_date_and_a_sum_of_points_is_none() -> None:
    assert figures_of("the 2015 points text").dates == {"2015"}
    assert figures_of("2015 points").dates == frozenset()


@pytest.mark.parametrize(
    ("texts", "bound"),
    [
        (("at least 5 years", "5 years or more", "5年以上", "不少于5年", "no less than 5 years", "5 years or longer"), Bound.AT_LEAST),
        (("at most 5 years", "up to 5 years", "within 5 years", "5年以内", "不得超过5年", "no more than 5 years",
          "must not be longer than 5 years", "最长5年", "5 years is the maximum", "it stops at 5 years", "最长领5年",
          "5 years from that day in which to pay", "5 years as the overall maximum"), Bound.AT_MOST),
        (("over 5 years", "more than 5 years", "超过5年"), Bound.MORE),
        (("under 18 years", "not yet 18 years old", "未满18周岁", "没满18岁"), Bound.LESS),
        (("满5年", "aged and having reached 5 years", "到了5岁"), Bound.REACHED),
        (("5 years", "5年", "under the 5-year plan"), Bound.NONE),
    ],
)  # fmt: skip
def test_a_bound_is_read_before_and_behind_its_figure(texts: tuple[str, ...], bound: Bound) -> None:
    for text in texts:
        assert _figure(text).bound is bound


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("从入境的第二天起算", ()),
        ("第二年6月30日前", ()),
        ("居住证一年签注一次", ()),
        ("一年加2分", ((2, Bound.NONE),)),
        ("居住满一年加5分", ((5, Bound.NONE), (1, Bound.REACHED))),
        ("发给一年签证", ((1, Bound.NONE),)),
        ("拿到了5年签证", ((5, Bound.NONE),)),
        ("一到十二岁的儿童", ((12, Bound.AT_MOST), (1, Bound.AT_LEAST))),
        ("under the age of 16", ((16, Bound.LESS),)),
        ("80 out of 100 or better", ((100, Bound.NONE), (80, Bound.AT_LEAST))),
        ("一到十六岁", ((16, Bound.REACHED),)),
        ("ends at 24:00", ((0, Bound.NONE), (24, Bound.NONE))),
    ],
)
def test_days_after_yearly_rates_marks_and_hours_are_no_lengths_or_limits(
    text: str, figures: tuple[tuple[float, Bound], ...]
) -> None:
    assert tuple((f.number, f.bound) for f in figures_of(text).figures) == figures


@pytest.mark.parametrize(
    "text",
    ["5 to 10 days", "between five and ten days", "5日以上10日以下", "五日至十日", "5到10天"],
)
def test_a_range_has_a_least_and_a_most_of_one_unit(text: str) -> None:
    last, first = sorted(figures_of(text).figures, key=lambda f: -f.value)

    assert (first.value, first.unit, first.bound) == (5, "day", Bound.AT_LEAST)
    assert (last.value, last.unit, last.bound) == (10, "day", Bound.AT_MOST)


@pytest.mark.parametrize(
    ("texts", "date"),
    [
        (("15 September 2026", "September 15, 2026", "2026年9月15日", "2026-09-15"), "2026-09-15"),
        (("September 2026", "2026年9月"), "2026-09"),
        (("1 May", "May 1", "5月1日"), "--05-01"),
        (("of 2016", "2016年"), "2016"),
    ],
)
def test_dates_are_the_same_in_every_spelling(texts: tuple[str, ...], date: str) -> None:
    found = [figures_of(text) for text in texts]

    assert found[0].dates == {date}
    assert all(a == b for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "side"),
    [("30 days of the time of birth", "after"), ("30 days before it ends", "before"), ("到期30日前", "before"), ("5 years after", "after"), ("之后5年", "after"),
     ("10 days of the change", "after"), ("6 months of the last year", ""), ("3 percent of the sum", "")],
)  # fmt: skip
def test_a_figure_knows_whether_it_is_counted_before_or_after(text: str, side: str) -> None:
    assert _figure(text).side == side


@pytest.mark.parametrize(
    "text",
    ["one of the parents", "补发一份", "一旦变化", "上一年", "第39条", "article 39", "Decree 841", "国发〔2026〕11号", "a student may 18"],
)  # fmt: skip
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    assert not [f for f in figures_of(text).figures if f.unit]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("apply no later than 30 days before it expires", Bound.AT_LEAST),
        ("a foreigner has 10 days to apply", Bound.AT_MOST),
        ("an applicant must have 90 points to apply", Bound.NONE),
        ("60 years old at most", Bound.AT_MOST),
        ("a fine, at the most 2,000 yuan", Bound.AT_MOST),
        ("顶多拘留5天", Bound.AT_MOST),
        ("没超过180天", Bound.AT_MOST),
        ("以20日为上限", Bound.AT_MOST),
        ("证明6个月内有效", Bound.NONE),
        ("每年起码住9个月", Bound.AT_LEAST),
    ],
)
def test_a_limit_is_read_as_what_it_is(text: str, bound: Bound) -> None:
    assert _figure(text).bound is bound
