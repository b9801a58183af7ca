import json
from datetime import date
from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Question
from assistant.reply_json import reply_json
from assistant.settings import Settings
from assistant.wiring import Knowledge, make_assistant
from corpus.loader import load_corpus
from corpus.statement import Status
from evals.add import FILE, add_case, add_from_receipt
from evals.case import load_suite
from evals.errors import CasesUnusable
from evals.planted import planted_replies
from evals.result import Json
from tests.conftest import TODAY

ASKED = "how soon do foreigners register with the police"


@pytest.fixture
def asking(small: Knowledge) -> Assistant:
    return make_assistant(Settings(conversation_days=0), small, today=lambda: TODAY)


def _reply(asking: Assistant, question: str) -> Json:
    return reply_json(asking.reply(Question(question)))


def test_a_question_alone_becomes_a_case_to_be_reviewed(tmp_path: Path) -> None:
    case = add_case("  Where do I collect my card? ", cases=tmp_path)

    (kept,) = load_suite(tmp_path / FILE).cases
    assert kept == case
    assert case.turns == ("Where do I collect my card?",)
    assert (case.expect, case.split_of, case.language) == (("refusal",), "dev", "en")
    assert "not reviewed" in case.why


def test_an_answer_is_taken_at_its_word(asking: Assistant, tmp_path: Path) -> None:
    case = add_case(ASKED, reply=_reply(asking, ASKED), cases=tmp_path)

    assert case.expect == ("answer",)
    assert case.turns_on == "cn/registering#within-24-hours"
    assert case.locators == {"eeal-2012:39(2)": 2}
    assert case.vital == ("{24 hours}",)
    assert case.status is Status.FOREIGNER
    assert case.as_of == TODAY
    assert case.answer_in is None


def test_what_an_answer_says_beside_its_lead_weighs_less(asking: Assistant, tmp_path: Path) -> None:
    both = f"{ASKED}, and the fine"

    case = add_case(both, reply=_reply(asking, both), cases=tmp_path)

    assert case.locators == {"eeal-2012:39(2)": 2, "eeal-2012:76(1)(6)": 1}


def test_an_answer_without_a_figure_is_found_by_its_words(
    asking: Assistant, tmp_path: Path
) -> None:
    question = "is the first juzhuzheng free"

    case = add_case(question, reply=_reply(asking, question), cases=tmp_path)

    assert case.vital != ()
    assert "free" in case.vital[0]


def test_a_refusal_keeps_its_reason(asking: Assistant, tmp_path: Path) -> None:
    question = "will it rain in Paris on Sunday"

    case = add_case(question, reply=_reply(asking, question), cases=tmp_path)

    assert case.expect == ("refusal",)
    assert [reason.value for reason in case.reason] == ["out_of_scope"]


def test_a_clarification_keeps_a_group_for_each_status(tmp_path: Path) -> None:
    planted = planted_replies(load_corpus())
    reply = next(r.outcome.reply for r in planted if r.planted.id == "lost-right")

    case = add_case("my residence permit is gone, what now", reply=reply, cases=tmp_path)

    assert case.expect == ("clarification",)
    assert list(case.groups) == [Status.FOREIGNER, Status.HMT, Status.CITIZEN]
    assert case.groups[Status.CITIZEN].locators == {
        "rpr-2015:11(1)": 2,
        "mps-hukou-2021:72(1)": 2,
        "mps-hukou-2021:73": 2,
    }


def test_a_reply_in_another_language_and_place_is_asked_for_again(
    asking: Assistant, tmp_path: Path
) -> None:
    question = "how often is the juzhuzheng endorsed in shenzhen"
    reply = reply_json(asking.reply(Question(question, language="zh-Hans", as_of=date(2026, 1, 2))))

    case = add_case(question, reply=reply, cases=tmp_path)

    assert (case.answer_in, case.place) == ("zh-Hans", "cn/guangdong/shenzhen")
    assert case.as_of == date(2026, 1, 2)


def test_personal_numbers_are_masked(tmp_path: Path) -> None:
    case = add_case("my passport X44719021 was stolen", cases=tmp_path)

    assert "X44719021" not in (tmp_path / FILE).read_text(encoding="utf-8")
    assert "▇" in case.turns[0]


def test_cases_are_appended_and_others_stay(tmp_path: Path) -> None:
    add_case("first question", cases=tmp_path)
    before = (tmp_path / FILE).read_text(encoding="utf-8")
    add_case("第二个问题", cases=tmp_path)

    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert text.startswith(before)
    assert [json.loads(line)["language"] for line in text.splitlines()] == ["en", "zh-Hans"]


def test_a_question_that_a_case_asks_is_not_added_twice(tmp_path: Path) -> None:
    add_case("first question", cases=tmp_path)
    before = (tmp_path / FILE).read_bytes()

    with pytest.raises(CasesUnusable, match="asks this already"):
        add_case(" first question", cases=tmp_path)

    assert (tmp_path / FILE).read_bytes() == before


def test_a_blank_question_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(CasesUnusable, match="blank"):
        add_case("  ", cases=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_stored_turn_is_added_with_the_questions_before_it(
    small: Knowledge, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", conversation_days=30)
    asking = make_assistant(settings, small, today=lambda: TODAY)
    first = asking.reply(Question(ASKED))
    second = asking.reply(
        Question("and what fine if late?", conversation_id=first.body.conversation_id)
    )
    asking.reply(Question("thanks, and then?", conversation_id=first.body.conversation_id))
    asking.conversations.close()

    case = add_from_receipt(second.body.receipt.id, settings, cases=tmp_path)

    assert case.turns == (ASKED, "and what fine if late?")
    assert case.status is None  # carried, so the case must carry it too
    assert case.scope is not None
    assert case.scope.status is Status.FOREIGNER


@pytest.mark.parametrize("stored", [False, True])
def test_an_unknown_receipt_is_named(small: Knowledge, tmp_path: Path, stored: bool) -> None:
    settings = Settings(data_dir=tmp_path / "data", conversation_days=30)
    if stored:
        make_assistant(settings, small).conversations.close()

    with pytest.raises(CasesUnusable, match="no kept turn has the receipt 'abc'"):
        add_from_receipt("abc", settings, cases=tmp_path)
