import pytest

from corpus.places import ladder
from corpus.statement import Facet, Locator, Status, groups


@pytest.mark.parametrize(
    "text",
    [
        "eeal-2012:76(1)(6)",
        "eeal-2012:39(2)",
        "criminal-law:280-1",
        "nia-2025",
        "feer-2013@2025-10-01:6(1)",
    ],
)
def test_a_locator_reads_and_writes_the_same(text: str) -> None:
    assert str(Locator.parse(text)) == text


@pytest.mark.parametrize("text", ["", "EEAL:39", "eeal:39(a)", "eeal:", "eeal:39(1)(2)(3)", "a b"])
def test_another_form_is_no_locator(text: str) -> None:
    with pytest.raises(ValueError, match="is not instrument"):
        Locator.parse(text)


def test_the_part_within_an_instrument_is_none_for_a_page() -> None:
    assert Locator.parse("nia-2025").within is None
    assert Locator.parse("eeal-2012:76(1)(6)").within == "76(1)(6)"


def test_headings_are_the_fixed_vocabulary() -> None:
    assert Facet.PROCESSING_TIME.heading == "Processing time"
    assert len({facet.heading for facet in Facet}) == 14


def test_the_ladder_goes_from_city_to_nation() -> None:
    assert ladder("cn/guangdong/shenzhen") == ("cn/guangdong/shenzhen", "cn/guangdong", "cn")


def test_who_settled_abroad_is_of_the_group_of_citizens() -> None:
    assert groups((Status.CITIZEN, Status.OVERSEAS_CHINESE)) == {Status.CITIZEN}
    assert groups((Status.OVERSEAS_CHINESE, Status.HMT)) == {Status.CITIZEN, Status.HMT}
    assert groups(()) == frozenset()
