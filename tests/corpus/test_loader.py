import shutil
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.loader import Corpus, load_corpus
from corpus.statement import Facet, Language, Status
from tests.conftest import SMALL

ENGLISH = "documents/cn/registering.en.md"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "corpus"))


def test_a_pair_becomes_statements_with_ids_of_place_and_document(small_corpus: Corpus) -> None:
    statement = small_corpus.statements["cn/registering#within-24-hours"]

    assert statement.texts[Language.ZH] == "外国人的住宿登记应当在入住后24小时内办理。"
    assert [str(locator) for locator in statement.locators] == ["eeal-2012:39(2)"]
    assert statement.facet is Facet.DEADLINE


def test_each_statement_is_a_passage_in_both_languages(small_corpus: Corpus) -> None:
    passages = small_corpus.passages

    assert passages["cn/registering#fine.en"].statement_id == "cn/registering#fine"
    assert passages["cn/registering#fine.zh"].title == "外国人住宿登记"
    assert len(passages) == 2 * len(small_corpus.statements)


def test_questions_belong_to_their_section_in_each_language(small_corpus: Corpus) -> None:
    document = next(d for d in small_corpus.documents if d.id == "cn/registering")

    assert document.sections[0].questions[Language.EN][0].startswith("how soon")
    assert len(document.sections[0].questions[Language.ZH]) == 3


def test_a_question_below_a_statement_is_asked_of_it_alone(copy: Path) -> None:
    path = copy / ENGLISH
    text = path.read_text()
    path.write_text(
        text.replace("| eeal-2012:39(2)}\n", "| eeal-2012:39(2)}\n  ? is it one day\n", 1)
    )

    corpus = load_corpus(copy)

    document = next(d for d in corpus.documents if d.id == "cn/registering")
    within, from_moving_in = document.sections[0].statements
    assert within.questions == {Language.EN: ("is it one day",), Language.ZH: ()}
    assert from_moving_in.questions[Language.EN] == ()
    assert "is it one day" not in document.sections[0].questions[Language.EN]
    assert from_moving_in.lines[Language.EN] == 14


def test_a_question_below_no_statement_is_an_error(copy: Path) -> None:
    path = copy / ENGLISH
    path.write_text(path.read_text().replace("## Penalty\n", "## Penalty\n  ? is it one day\n"))

    with pytest.raises(CorpusError, match=r"\.md:16: neither a section"):
        load_corpus(copy)


def test_pairs_align_by_id_and_not_by_order(copy: Path) -> None:
    path = copy / ENGLISH
    lines = path.read_text().splitlines()
    first, second = (i for i, line in enumerate(lines) if "39(2)" in line)
    lines[first], lines[second] = lines[second], lines[first]
    path.write_text("\n".join(lines))

    statement = load_corpus(copy).statements["cn/registering#from-moving-in"]

    assert "not from landing" in statement.texts[Language.EN]
    assert "不是从入境" in statement.texts[Language.ZH]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("## Deadline", "## Due date", 8, "unknown section 'Due date'"),
        ("## Penalty", "## Deadline", 15, "section 'Deadline' twice"),
        ("{within-24-hours |", "{within 24 hours |", 12, "neither a section"),
        ("eeal-2012:39(2)}", "EEAL 39(2)}", 12, "is not instrument:article"),
        ("{from-moving-in |", "{within-24-hours |", 13, "'within-24-hours' twice"),
        ("{from-moving-in |", "{from-moving |", 13, "'from-moving' is missing in"),
        ("76(1)(6)", "76(2)", 19, "'fine' has other sources"),
        ("## Deadline\n", "", 8, "text before the first section"),
        ("statuses: [foreigner]", "statuses: [hmt]", 1, "statuses differs"),
        ("place: cn", "place: cn/shanghai", 1, "place differs"),
    ],
)
def test_a_fault_names_file_and_line(
    copy: Path, old: str, new: str, line: int, problem: str
) -> None:
    path = copy / ENGLISH
    path.write_text(path.read_text().replace(old, new, 1))

    with pytest.raises(CorpusError) as caught:
        load_corpus(copy)

    assert problem in str(caught.value)
    assert f".md:{line}:" in str(caught.value)
    assert caught.value.hint


def test_a_missing_language_is_named(copy: Path) -> None:
    (copy / "documents/cn/endorsement.zh.md").unlink()

    with pytest.raises(CorpusError, match="has no Chinese file"):
        load_corpus(copy)


def test_a_lone_chinese_file_is_named(copy: Path) -> None:
    (copy / "documents/cn/endorsement.en.md").unlink()

    with pytest.raises(CorpusError, match="has no English file"):
        load_corpus(copy)


def test_the_place_must_be_the_folder(copy: Path) -> None:
    for language in Language:
        path = copy / f"documents/cn/registering.{language}.md"
        path.write_text(path.read_text().replace("place: cn", "place: cn/beijing"))

    with pytest.raises(CorpusError, match="place is 'cn/beijing'"):
        load_corpus(copy)


def test_no_documents_is_an_error(tmp_path: Path) -> None:
    shutil.copy(SMALL / "instruments.toml", tmp_path)

    with pytest.raises(CorpusError, match="no documents"):
        load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("title: A", "no front matter"),
        ("---\ntitle: a: b\n---", "not YAML"),
        (
            "---\ntitle: A\nplace: cn\nstatuses: [alien]\ntopics: [a]\nverified_on: 2026-01-01\n---",
            "statuses.0",
        ),
        (
            "---\ntitle: A\nplace: China\nstatuses: [hmt]\ntopics: [a]\nverified_on: 2026-01-01\n---",
            "place",
        ),
        (
            "---\ntitle: A\nplace: cn\nstatuses: [hmt]\ntopics: [a]\nverified_on: soon\n---",
            "verified_on",
        ),
        (
            "---\ntitle: A\nplace: cn\nstatuses: [hmt]\ntopics: [a]\nverified_on: 2026-01-01\nmood: 1\n---",
            "mood",
        ),
    ],
)
def test_a_header_names_its_wrong_key(copy: Path, header: str, problem: str) -> None:
    (copy / ENGLISH).write_text(header + "\n## Who\n")

    with pytest.raises(CorpusError, match=problem):
        load_corpus(copy)


def test_a_rule_in_a_comparison_is_for_those_whom_it_names() -> None:
    passages = load_corpus().passages
    citizens = passages["cn/three-registrations#citizens-3-days.en"]
    foreigners = passages["cn/three-registrations#foreigners-24.en"]

    assert citizens.statuses == (Status.CITIZEN,)
    assert foreigners.statuses == (Status.FOREIGNER,)


def test_who_settled_abroad_is_a_citizen_still() -> None:
    passages = load_corpus().passages
    both = (Status.CITIZEN, Status.OVERSEAS_CHINESE)

    assert passages["cn/losing-chinese-nationality#automatic-loss.en"].statuses == both
    assert passages["cn/hukou-death-and-cancellation#moving-out.en"].statuses == both
