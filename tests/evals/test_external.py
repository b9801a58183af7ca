import json
from pathlib import Path

import pytest

from evals.case import CASES
from evals.errors import CasesUnusable
from evals.external import read_cases, score_run
from evals.patterns import says

LEXRAG = {
    "id": 7,
    "conversation": [
        {"user": "你好，我想问签证的事。", "assistant": "请讲。", "article": [], "keyword": []},
        {
            "user": "外国人租房要在几天内登记？",
            "assistant": "入住后24小时内。",
            "article": ["中华人民共和国出境入境管理法第三十九条第二款", "民法典第七百零三条"],
            "keyword": ["24小时", "公安机关"],
            "question": {"type": "llm_question", "content": "…"},
        },
        {
            "user": "罚多少？",
            "assistant": "…",
            "article": "出境入境管理法第七十六条",
            "keywords": ["2,000元"],
        },
    ],
}
ASQA = {
    "sample_id": "-72_01",
    "question": "Who sang the song?",
    "qa_pairs": [
        {"question": "…", "short_answers": ["Ann & Bo", "A. & B."], "context": "…"},
        {"question": "…", "short_answers": ["1,200 people"]},
    ],
    "docs": [{"id": "1", "title": "…", "text": "…"}],
}
QAMPARI = {"id": "9__wiki", "question": "Which films?", "answers": [["Up", "Up (film)"], ["Alien"]]}


def _write(path: Path, *records: object) -> Path:
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), "utf-8")
    return path


def test_our_own_form_is_read_as_it_is() -> None:
    path = CASES / "senses.jsonl"

    suite = read_cases(path)

    assert suite.name == "senses"
    assert len(suite.cases) == len(path.read_text(encoding="utf-8").splitlines())


def test_lexrag_gives_a_case_for_each_turn_with_keywords(tmp_path: Path) -> None:
    suite = read_cases(_write(tmp_path / "lexrag.json", [LEXRAG]))

    first, second = suite.cases
    assert (first.id, first.language, first.taken_from) == ("lexrag-7-2", "zh-Hans", "lexrag")
    assert first.turns == ("你好，我想问签证的事。", "外国人租房要在几天内登记？")
    assert first.locators == {"eeal-2012:39(2)": 2}  # no civil code article 703 is held
    assert len(second.turns) == 3
    assert second.locators == {"eeal-2012:76": 2}
    assert says("处2000元以下罚款", second.vital[0])
    assert says("應當在入住後24小時內辦理", first.vital[0])


def test_asqa_asks_for_each_short_answer_under_any_of_its_names(tmp_path: Path) -> None:
    (case,) = read_cases(_write(tmp_path / "asqa.jsonl", ASQA)).cases

    assert (case.id, case.language, case.locators) == ("alce-72-01", "en", {})
    assert says("It was Ann & Bo.", case.vital[0])
    assert says("It was a. & b.", case.vital[0])
    assert not says("It was Ann.", case.vital[0])
    assert says("About 1200 people came", case.vital[1])


def test_qampari_asks_for_each_answer(tmp_path: Path) -> None:
    (case,) = read_cases(_write(tmp_path / "qampari.json", {"args": {}, "data": [QAMPARI]})).cases

    assert case.id == "alce-9-wiki"
    assert len(case.vital) == 2
    assert says("up (film) of 2009", case.vital[0])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "holds no case"),
        ("[]", "holds no case"),
        ("[1]", "holds no case"),
        ('"text"', "holds no case"),
        ('{"data": 3}', "holds no case"),
        ("not json", "Expecting value"),
        ('{"prompt": "?"}', "record 1: none of the fields"),
        ('{"question": "?", "claims": ["…"]}', "claims need a model"),
        ('{"question": "?", "answers": []}', "an answer needs"),
        ('{"question": " ", "answers": [["a"]]}', "blank"),
        ('{"answers": [["a"]]}', "Field required"),
        ('{"id": 1, "conversation": []}', "holds no case"),
        ('{"turns": ["?"]}', ":1: id: Field required"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "set.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CasesUnusable, match=problem) as caught:
        read_cases(path)

    assert caught.value.hint


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasesUnusable, match="none"):
        read_cases(tmp_path / "none.jsonl")


QRELS = "q1 0 a 2\nq1 0 b 1\nq2 0 c 1\n"


def _trec(tmp_path: Path, qrels: str, run: str) -> tuple[Path, Path]:
    (tmp_path / "qrels").write_text(qrels, encoding="utf-8")
    (tmp_path / "run").write_text(run, encoding="utf-8")
    return tmp_path / "qrels", tmp_path / "run"


def test_a_run_is_scored_as_by_hand(tmp_path: Path) -> None:
    run = "q1 Q0 x 1 9 t\nq1 Q0 a 2 8 t\nq2 Q0 c 1 5 t\n"

    scores = score_run(*_trec(tmp_path, QRELS, run))

    assert scores["recall@5"] == pytest.approx((1 / 2 + 1) / 2)
    assert scores["recall@10"] == pytest.approx((1 / 2 + 1) / 2)
    assert scores["mrr@10"] == pytest.approx((1 / 2 + 1) / 2)
    # q1: 2/log2(3) of an ideal 2/log2(2) + 1/log2(3); q2: 1
    assert scores["ndcg@10"] == pytest.approx((1.2619 / 2.6309 + 1) / 2, abs=1e-3)


def test_a_query_that_the_run_leaves_out_counts_nothing(tmp_path: Path) -> None:
    scores = score_run(*_trec(tmp_path, QRELS, "q2 Q0 c 1 5 t\n"))

    assert scores == {"recall@5": 0.5, "recall@10": 0.5, "mrr@10": 0.5, "ndcg@10": 0.5}


@pytest.mark.parametrize(
    ("qrels", "run", "problem"),
    [
        ("", "q1 Q0 a 1 9 t\n", "qrels is empty"),
        (QRELS, "", "run is empty"),
        (QRELS, "q9 Q0 a 1 9 t\n", "no query of"),
        ("q1 0 a\n", "q1 Q0 a 1 9 t\n", "qrels"),
        (QRELS, "q1 Q0 a first best t\n", "run"),
    ],
)
def test_an_unusable_run_is_named(tmp_path: Path, qrels: str, run: str, problem: str) -> None:
    with pytest.raises(CasesUnusable, match=problem):
        score_run(*_trec(tmp_path, qrels, run))


def test_nothing_relevant_gives_zero_and_never_nan(tmp_path: Path) -> None:
    scores = score_run(*_trec(tmp_path, "q1 0 a 0\n", "q1 Q0 a 1 9 t\n"))

    assert set(scores.values()) == {0.0}


def test_a_missing_run_is_named(tmp_path: Path) -> None:
    qrels, run = _trec(tmp_path, QRELS, "")
    run.unlink()

    with pytest.raises(CasesUnusable, match="run"):
        score_run(qrels, run)
