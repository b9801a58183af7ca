import pytest

from corpus.loader import load_corpus
from evals.case import Case
from evals.judge import Judgement, judge_results, prompt, verdict
from evals.planted import Reading, planted_replies
from evals.result import Result
from evals.runner import Task


@pytest.fixture(scope="module")
def planted() -> list[Reading]:
    return planted_replies(load_corpus())


@pytest.fixture
def case(planted: list[Reading]) -> Case:
    return planted[0].case


def _result(reading: Reading) -> Result:
    return Result(reading.case.id, "s", "dev", "en", reading.outcome)


def test_a_judge_that_knows_them_agrees_with_every_planted_reply(planted: list[Reading]) -> None:
    right = {prompt(r.case, r.outcome.reply) for r in planted if r.planted.flaw == "right"}
    first = planted[0]

    judged = judge_results(
        lambda text: "Right." if text in right else "wrong",
        [Task("s", first.case)],
        [_result(first)],
        planted,
    )

    assert judged == Judgement(right=1.0, agreement=1.0, unreadable=0)
    assert judged.line == "model judge (warns only): 100% right, agrees with 100% of planted"


@pytest.mark.parametrize("answer", ["right", "wrong"])
def test_a_judge_that_always_says_the_same_is_shown_as_a_coin(
    planted: list[Reading], answer: str
) -> None:
    judged = judge_results(lambda text: answer, [], [], planted)

    assert judged.agreement == 0.5
    assert judged.right is None
    assert judged.line.endswith("none right, agrees with 50% of planted, not to be relied on")


@pytest.mark.parametrize("answer", ["", "perhaps", "right or wrong"])
def test_what_is_neither_right_nor_wrong_is_counted(planted: list[Reading], answer: str) -> None:
    judged = judge_results(lambda text: answer, [], [], planted[:3])

    assert judged.unreadable == 3
    assert judged.agreement == 0.0
    assert "3 verdicts unreadable" in judged.line


def test_without_any_reply_nothing_is_claimed() -> None:
    assert judge_results(lambda text: "right", [], [], []) == Judgement(None, None, 0)


def test_the_prompt_holds_question_rule_reply_and_what_is_cited(planted: list[Reading]) -> None:
    first = planted[0]

    text = prompt(first.case, first.outcome.reply)

    assert first.case.turns[0] in text
    assert first.case.why in text
    assert "eeal-2012:76(1)(6)" in text
    assert first.outcome.reply["text"] in text


def test_a_verdict_may_come_with_other_words(planted: list[Reading]) -> None:
    first = planted[0]

    assert verdict(lambda text: "It is WRONG: no figure.", first.case, first.outcome.reply) is False
