from pathlib import Path

import pytest

from corpus.conflict_checks import check_conflicts
from corpus.conflicts import load_conflicts
from corpus.errors import CorpusError
from corpus.loader import load_corpus
from tests.conftest import SMALL, TODAY

RECORD = """[[conflict]]
id = "hours"
title_en = "Hours"
title_zh = "小时"
prevails = 1
reason_en = "The law ranks higher."
reason_zh = "法律效力更高。"
[[conflict.sides]]
says_en = "24 hours."
says_zh = "24小时。"
locators = ["eeal-2012:39(2)"]
statements = ["cn/registering#within-24-hours"]
[[conflict.sides]]
says_en = "72 hours."
says_zh = "72小时。"
locators = ["some-page-2025"]
"""


def _faults(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "conflicts.toml"
    path.write_text(text)
    corpus = load_corpus(SMALL)
    faults = check_conflicts(
        load_conflicts(path), corpus.instruments, corpus.statements, today=TODAY
    )
    return [str(fault) for fault in faults]


def test_a_conflict_has_both_sides(tmp_path: Path) -> None:
    assert _faults(tmp_path, RECORD) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("72小时", "48小时", "stands only in"),
        ("39(2)", "39(9)", "a locator is not held"),
        ("some-page-2025", "no-page", "a locator is not held"),
        ("prevails = 1", "prevails = 2", "the side of lower rank prevails"),
        ("#within-24-hours", "#days", "no statement cn/registering#days"),
        ("#within-24-hours", "#fine", "#fine stands on no article of its side"),
    ],
)
def test_a_planted_fault_is_caught(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert any(problem in fault for fault in _faults(tmp_path, RECORD.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [("prevails = 1", "prevails = 3"), ("title_en", "title"), ('id = "hours"', 'id = "H H"')],
)
def test_a_wrong_record_is_an_error(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(CorpusError, match=r"conflicts\.toml"):
        _faults(tmp_path, RECORD.replace(old, new))


def test_the_conflicts_held_have_no_fault() -> None:
    corpus = load_corpus()
    conflicts = load_conflicts()

    assert len(conflicts) > 50
    assert check_conflicts(conflicts, corpus.instruments, corpus.statements, today=TODAY) == []
