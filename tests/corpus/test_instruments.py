from datetime import date
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.instruments import Standing, load_instruments
from corpus.statement import Locator
from tests.conftest import SMALL, TODAY

RECORD = """[a-law]
title_en = "A"
title_zh = "甲"
body_en = "B"
body_zh = "乙"
grade = "law"
status = "in_force"
text_as_of = "2026-07"
"""


@pytest.mark.parametrize(
    ("locator", "held"),
    [
        ("eeal-2012:39", True),
        ("eeal-2012:39(2)", True),
        ("eeal-2012:39(3)", False),
        ("eeal-2012:76(1)(6)", True),
        ("eeal-2012:76(1)(7)", False),
        ("eeal-2012:76(2)(1)", True),
        ("eeal-2012:400", False),
        ("eeal-2012", False),
        ("some-page-2025", True),
        ("some-page-2025:1", False),
    ],
)
def test_an_outline_proves_a_locator_without_the_text(locator: str, held: bool) -> None:
    instruments = load_instruments(SMALL / "instruments.toml")
    parsed = Locator.parse(locator)

    assert instruments.at(parsed, TODAY).holds(parsed) is held


def test_a_bare_id_means_the_version_of_the_day() -> None:
    instruments = load_instruments(SMALL / "instruments.toml")
    locator = Locator.parse("feer-2013:6(1)(13)")

    assert instruments.at(locator, date(2025, 10, 1)).holds(locator)
    assert not instruments.at(locator, date(2025, 9, 30)).holds(locator)
    assert instruments.at(locator, date(1990, 1, 1)).effective_from == date(2013, 9, 1)


def test_a_version_can_be_named() -> None:
    instruments = load_instruments(SMALL / "instruments.toml")

    found = instruments.at(Locator.parse("feer-2013@2025-10-01:6"), date(2014, 1, 1))

    assert found.effective_from == date(2025, 10, 1)
    with pytest.raises(KeyError):
        instruments.at(Locator.parse("feer-2013@2024-01-01:6"), TODAY)


@pytest.mark.parametrize(
    ("locators", "first"),
    [
        (("eeal-2012:39",), date(2013, 7, 1)),
        (("eeal-2012:39", "some-page-2025"), date(2013, 7, 1)),
        (("some-page-2025", "eeal-2012:39"), None),
        ((), None),
    ],
)
def test_a_statement_holds_from_the_first_day_of_the_rule_that_it_names_first(
    locators: tuple[str, ...], first: date | None
) -> None:
    instruments = load_instruments(SMALL / "instruments.toml")

    assert instruments.first_day([Locator.parse(text) for text in locators]) == first


def test_an_instrument_is_superseded_once_its_last_day_has_passed() -> None:
    instruments = load_instruments(SMALL / "instruments.toml")
    first, second = instruments.versions("feer-2013")

    assert first.standing_at(date(2025, 9, 30)) is Standing.IN_FORCE
    assert first.standing_at(date(2025, 10, 1)) is Standing.SUPERSEDED
    assert second.standing_at(TODAY) is Standing.IN_FORCE


UNREAD = """
[decree]
title_en = "Decree"
title_zh = "令"
body_en = "B"
body_zh = "乙"
grade = "administrative_regulation"
status = "unchecked"
read = false
text_as_of = "2026-09"
touches = ["a-law"]
"""


@pytest.mark.parametrize(
    ("effective_from", "day", "named"),
    [
        ("effective_from = 2026-09-15", date(2026, 9, 14), False),
        ("effective_from = 2026-09-15", date(2026, 9, 15), True),
        ("", date(1990, 1, 1), True),
    ],
)
def test_an_unread_text_is_newer_from_its_first_day(
    tmp_path: Path, effective_from: str, day: date, named: bool
) -> None:
    path = tmp_path / "instruments.toml"
    path.write_text(RECORD + UNREAD + effective_from, encoding="utf-8")
    instruments = load_instruments(path)

    found = [instrument.id for instrument in instruments.newer_unread("a-law", day)]

    assert found == (["decree"] if named else [])
    assert instruments.newer_unread("decree", day) == ()


def test_an_instrument_touched_must_exist(tmp_path: Path) -> None:
    path = tmp_path / "instruments.toml"
    path.write_text(RECORD + UNREAD.replace('"a-law"', '"no-law"'), encoding="utf-8")

    with pytest.raises(CorpusError, match=r"\[decree\] touches: no record 'no-law'") as caught:
        load_instruments(path)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("not toml", "instruments.toml"),
        (RECORD.replace('grade = "law"', 'grade = "rumour"'), r"\[a-law\] grade"),
        (RECORD + 'colour = "red"', r"\[a-law\] colour"),
        (RECORD + 'outline = "39:x"', r"\[a-law\] outline"),
    ],
)
def test_a_fault_names_record_and_key(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "instruments.toml"
    path.write_text(text)

    with pytest.raises(CorpusError, match=problem):
        load_instruments(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is missing"):
        load_instruments(tmp_path / "instruments.toml")
