"""Each check is shown a planted fault."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.checks import check, pair_problems, read_texts
from corpus.glossary import load_terms
from corpus.loader import Corpus, load_corpus
from corpus.readability import reading_grade
from tests.conftest import SMALL, TODAY

ENGLISH = "documents/cn/registering.en.md"
CHINESE = "documents/cn/registering.zh.md"

NEWER = """
[decree-2026]
touches = ["hkm-1986"]
title_en = "Decree of 2026"
title_zh = "2026年的决定"
body_en = "State Council"
body_zh = "国务院"
grade = "administrative_regulation"
status = "unchecked"
effective_from = 2026-01-01
text_as_of = "2026-01"
"""

Plant = Callable[[str, str, str], list[str]]


@pytest.fixture
def planted(tmp_path: Path) -> Plant:
    """Replace text in a copy of the small corpus, and check that."""
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))

    def plant(name: str, old: str, new: str) -> list[str]:
        path = root / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
        return [str(fault) for fault in check(load_corpus(root), today=TODAY)]

    return plant


def test_the_small_corpus_has_no_fault(small_corpus: Corpus) -> None:
    assert check(small_corpus, today=TODAY) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (CHINESE, "24小时内", "48小时内", "24 stands only in the English"),
        (ENGLISH, "within 24 hours of", "within a day of", "24 stands only in the Chinese"),
        (CHINESE, "应当在入住后", "在入住后", "'must' only in the English"),
        (
            ENGLISH,
            "registration of a foreigner must be",
            "registration of a foreigner is",
            "应当 or 必须 only",
        ),
        (ENGLISH, "could not be verified", "of 3 days could not be verified", "with a figure"),
        (ENGLISH, "- The accommodation", "- The " + "very " * 40 + "accommodation", "words"),
        (CHINESE, "- 外国人的住宿登记", "- " + "外国人" * 30 + "的住宿登记", "characters"),
        (ENGLISH, "? does the clock start at landing\n", "", "has 2 `?` lines"),
        (
            ENGLISH,
            "? does the clock start at landing",
            "? my foreign guest came on Friday",
            "twice",
        ),
        (
            "documents/cn/endorsement.en.md",
            "permit of citizens (居住证) is free",
            "permit is free",
            "bare",
        ),
    ],
)
def test_a_planted_fault_is_caught(
    planted: Plant, name: str, old: str, new: str, problem: str
) -> None:
    faults = planted(name, old, new)

    assert any(problem in fault for fault in faults), faults
    assert all(re.search(r"\.md:\d+: .+ → .+", fault) for fault in faults)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("eeal-2012:39(2)}", "eeal-2012:39(3)}", "not in the outline"),
        ("eeal-2012:39(2)}", "eeal-2012:390}", "not in the outline"),
        ("eeal-2012:39(2)}", "no-such-law:39(2)}", "unknown source"),
        ("eeal-2012:39(2)}", "eeal-2012@2000-01-01:39(2)}", "no version"),
        ("eeal-2012:39(2)}", "some-page-2025}", "stands on a page alone"),
        ("eeal-2012:76(1)(6)}", "some-page-2025}", "without its date"),
    ],
)
def test_a_wrong_source_is_caught(tmp_path: Path, old: str, new: str, problem: str) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    for name in (ENGLISH, CHINESE):
        path = root / name
        path.write_text(path.read_text().replace(old, new))

    faults = [str(fault) for fault in check(load_corpus(root), today=TODAY)]

    assert any(problem in fault for fault in faults), faults


def test_a_superseded_rule_needs_its_label(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    for language, old, new in (
        ("en", "The old Shenzhen rule of 2015 asked", "Shenzhen asks"),
        ("zh", "深圳2015年的旧规定要求", "深圳要求"),
    ):
        path = root / f"documents/cn/guangdong/shenzhen/endorsement.{language}.md"
        path.write_text(path.read_text().replace(old, new))

    assert any("without a label" in str(fault) for fault in check(load_corpus(root), today=TODAY))


def test_a_document_says_what_is_newer_than_its_sources(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    with (root / "instruments.toml").open("a") as file:
        file.write(NEWER)

    faults = [str(fault) for fault in check(load_corpus(root), today=TODAY)]
    for language, line in (
        ("en", "Newer texts that touch this and were not read: Decree of 2026."),
        ("zh", "涉及本文而没有读到的更新文件：2026年的决定。"),
    ):
        path = root / f"documents/cn/hmt-registering.{language}.md"
        path.write_text(path.read_text().replace("## Deadline", f"> {line}\n## Deadline"))

    assert len(faults) == 2
    assert "write it below the header: `> Newer texts that touch this" in faults[0]
    assert check(load_corpus(root), today=TODAY) == []


def test_a_rule_of_unchecked_standing_needs_its_year(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SMALL, tmp_path / "corpus"))
    for language, label in (("en", "By the 1986 rules, a"), ("zh", "按1986年的办法，")):
        path = root / f"documents/cn/hmt-registering.{language}.md"
        path.write_text(path.read_text().replace(label, "A" if language == "en" else ""))

    faults = [str(fault) for fault in check(load_corpus(root), today=TODAY)]

    assert len(faults) == 1
    assert "later changes are not checked" in faults[0]


@pytest.mark.parametrize(
    ("today", "problem"),
    [(date(2027, 12, 1), "over 365 days ago"), (date(2026, 1, 1), "in the future")],
)
def test_the_horizon_of_verification(small_corpus: Corpus, today: date, problem: str) -> None:
    assert any(problem in str(fault) for fault in check(small_corpus, today=today))


@pytest.mark.parametrize(
    ("text", "run"),
    [
        (
            "He said the 24 hours of a foreigner's accommodation registration run from moving in",
            "the 24 hours",
        ),
        (
            "法律说外国人住宿登记的24小时从入住起算，不是从入境起算，就是这样。",
            "外国人住宿登记的24小时",
        ),
    ],
)
def test_a_copied_run_is_caught(small_corpus: Corpus, text: str, run: str) -> None:
    faults = check(small_corpus, texts={"law.md": text}, today=TODAY)

    assert any("with law.md" in str(fault) and run in str(fault) for fault in faults)


def test_a_title_is_no_copy(small_corpus: Corpus) -> None:
    text = "外国人住宿登记的24小时从入住起算，不是从入境起算，就是这样。"
    terms = ["外国人住宿登记的24小时从入住起算"]

    assert check(small_corpus, terms=terms, texts={"law.md": text}, today=TODAY) == []


def test_texts_are_read_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.png").write_bytes(b"x")

    assert read_texts(tmp_path) == {"a.md": "x"}


def test_the_reading_grade_rises_with_long_sentences_and_words() -> None:
    easy = "The fee is low. You pay at the bank."
    hard = "Administrative authorities discretionarily determine supplementary documentation."

    assert reading_grade(easy) < 4
    assert reading_grade(hard) > 12
    assert reading_grade("Administrative authorities", ["administrative authorities"]) < 0
    assert reading_grade("") == 0.0


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("It must be made within 24 hours.", "应当在24小时内办理。"),
        ("It must not be lent.", "不得出借。"),
        ("After half a year it may be applied for.", "满半年可以申请。"),
        ("It costs 10,000 yuan.", "收费1万元。"),
        ("It takes three days.", "需要3日。"),
    ],
)
def test_true_pairs_agree(english: str, chinese: str) -> None:
    assert pair_problems(english, chinese) == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("It must not be lent.", "可以出借。"),
        ("It may be lent.", "不得出借。"),
        ("It takes 15 days.", "需要15日至30日。"),
    ],
)
def test_false_pairs_disagree(english: str, chinese: str) -> None:
    assert pair_problems(english, chinese) != []


def test_the_corpus_has_no_fault() -> None:
    assert [str(f) for f in check(load_corpus(), terms=load_terms(), today=TODAY)] == []


def test_every_statement_has_questions_of_its_own_in_both_languages() -> None:
    statements = load_corpus().statements.values()

    assert all(s.questions[language] for s in statements for language in s.texts), "`?` lines"


POLICY = Path(__file__).parents[3] / "shared" / "policy"


@pytest.mark.skipif(not POLICY.exists(), reason="the source texts are not part of the project")
def test_nothing_is_copied_from_the_source_texts() -> None:
    texts = read_texts(POLICY / "laws") | read_texts(POLICY.parent / "seeds")

    faults = check(load_corpus(), terms=load_terms(), texts=texts, today=TODAY)

    assert [str(fault) for fault in faults if "shares" in fault.problem] == []
