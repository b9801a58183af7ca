from dataclasses import replace

import pytest

from assistant.settings import Settings
from assistant.wiring import Knowledge
from corpus.statement import Language, Passage
from evals.case import CASES, Case, load_suite
from evals.counterfactual import (
    Figure,
    counterfactuals,
    figure_of,
    follows_figure,
    follows_removal,
)
from evals.result import Json, Outcome, Result
from evals.runner import Runner, Task

ASKED = "how soon do foreigners register with the police"
FINE = "how high is the fine of a foreigner who registers late"


@pytest.fixture(scope="module")
def runner(small: Knowledge) -> Runner:
    return Runner(Settings(conversation_days=0), small)


def _task(case_id: str, question: str, status: str = "foreigner") -> Task:
    record = {
        "id": case_id,
        "language": "zh-Hant" if "登記" in question else "en",
        "turns": [question],
        "status": status,
        "expect": ["answer"],
        "turns_on": "cn/registering#within-24-hours",
        "locators": {"eeal-2012:39(2)": 2},
        "vital": ["{24 hours}"],
        "why": "EEAL 39(2): within 24 hours of moving in.",
    }
    return Task("small", Case.model_validate(record))


def _pair(small: Knowledge, name: str) -> dict[Language, Passage]:
    passages = small.corpus.passages
    return {language: passages[f"{name}.{language}"] for language in Language}


def _scores(runner: Runner, *tasks: Task, **more: int) -> dict[str, dict[str, float]]:
    return counterfactuals(runner, tasks, [runner.run(task) for task in tasks], **more)


@pytest.mark.parametrize("question", [ASKED, "外國人幾小時內登記"])
def test_an_extractive_reply_follows_the_passages(runner: Runner, question: str) -> None:
    scores = _scores(runner, _task("deadline", question))

    assert scores == {"deadline": {"counterfactual_figure": 1.0, "counterfactual_removed": 1.0}}


def test_a_reply_that_no_passage_bears_out_does_not_follow(runner: Runner) -> None:
    task = _task("deadline", ASKED)
    result = runner.run(task)
    stubborn = replace(result, outcome=_said_by_heart(result))

    scores = counterfactuals(runner, [task], [stubborn])

    assert scores["deadline"]["counterfactual_figure"] == 0.0


def _said_by_heart(result: Result) -> Outcome:
    reply: Json = result.outcome.reply
    first = next(s for s in reply["sentences"] if s["role"] == "fact")
    other = [
        {**s, "text": s["text"] + " 24 hours."} if s is first else s for s in reply["sentences"]
    ]
    return result.outcome.model_copy(update={"reply": {**reply, "sentences": other}})


def test_the_index_on_disk_and_the_assistant_stay_as_they_were(runner: Runner) -> None:
    task = _task("deadline", ASKED)
    before = runner.run(task).outcome

    _scores(runner, task)

    assert runner.run(task).outcome == before


def test_only_answers_are_asked_again(runner: Runner) -> None:
    assert _scores(runner, _task("weather", "will it rain in Paris on Sunday")) == {}
    assert counterfactuals(runner, [], []) == {}


def test_the_sample_is_drawn_by_the_seed(runner: Runner) -> None:
    tasks = [_task(f"case-{n}", ASKED) for n in range(6)]

    drawn = {seed: tuple(_scores(runner, *tasks, sample=2, seed=seed)) for seed in (1, 2, 3)}

    assert all(len(found) == 2 for found in drawn.values())
    assert len(set(drawn.values())) > 1
    assert tuple(_scores(runner, *reversed(tasks), sample=2, seed=1)) == drawn[1]


def test_the_figure_with_a_unit_changes_in_both_languages(small: Knowledge) -> None:
    pair = _pair(small, "cn/registering#within-24-hours")

    figure = figure_of(pair)

    assert figure == Figure("24", "27")
    assert "within 27 hours" in figure.changed(pair[Language.EN].text)
    assert "27小时" in figure.changed(pair[Language.ZH].text)


def test_a_figure_keeps_its_size_and_its_spelling(small: Knowledge) -> None:
    pair = _pair(small, "cn/registering#fine")

    figure = figure_of(pair)

    assert figure is not None
    assert "up to 5,000 yuan" in figure.changed(pair[Language.EN].text)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("It is free of charge.", "免费。"),
        ("It has been in force since 2015.", "2015年起施行。"),
        ("From 1 July.", "7月1日起。"),
        ("Under document 11.", "按国发〔2026〕11号。"),
        ("Within a fortnight.", "14日内。"),
    ],
)
def test_dates_and_what_one_language_lacks_are_no_figure(
    small: Knowledge, english: str, chinese: str
) -> None:
    pair = _pair(small, "cn/registering#fine")
    texts = {Language.EN: english, Language.ZH: chinese}

    assert figure_of({lang: replace(p, text=texts[lang]) for lang, p in pair.items()}) is None


def test_a_passage_without_a_pair_has_no_figure(small: Knowledge) -> None:
    pair = _pair(small, "cn/registering#fine")

    assert figure_of({Language.EN: pair[Language.EN]}) is None


def test_a_figure_is_changed_as_a_word_and_not_inside_another_number() -> None:
    figure = Figure("3", "6")

    changed = figure.changed("Three of 30, 3.5 and 3,000; 3 days")

    assert changed == "6 of 30, 3.5 and 3,000; 6 days"


def _reply(*texts: str, cites: str = "cn/registering#fine.en") -> Json:
    return {
        "sentences": [{"text": text} for text in texts],
        "citations": [{"passage_id": cites}],
    }


def test_following_a_figure_means_the_new_one_stands_and_the_old_one_does_not() -> None:
    figure = Figure("24", "27")

    assert follows_figure(_reply("Within 27 hours."), "Within 24 hours.", figure)
    assert not follows_figure(_reply("Within 24 hours."), "Within 24 hours.", figure)
    assert not follows_figure(
        _reply("Within 27 hours.", "Within 24 hours."), "Within 24 hours.", figure
    )


def test_following_a_removal_means_neither_said_nor_cited() -> None:
    gone = "cn/registering#fine"

    assert follows_removal(_reply("Other.", cites="cn/registering#other.en"), "Up to 2,000.", gone)
    assert not follows_removal(_reply("Other."), "Up to 2,000.", gone)
    assert not follows_removal(_reply("So: Up to 2,000.", cites="cn/x#y.en"), "Up to 2,000.", gone)


@pytest.mark.slow
def test_the_real_assistant_follows_its_passages(real: Knowledge) -> None:
    runner = Runner(Settings(conversation_days=0), real)
    cases = [
        case
        for name in ("foreigners", "citizens")
        for case in load_suite(CASES / f"{name}.jsonl").cases[:3]
    ]
    tasks = [Task("real", case) for case in cases]

    scores = counterfactuals(runner, tasks, [runner.run(task) for task in tasks])

    assert len(scores) >= 3
    assert {value for found in scores.values() for value in found.values()} == {1.0}
