"""Entries: what a report keeps of a case."""

from evals.case import Case
from evals.entry import entry_of
from evals.result import Json, Outcome, Result
from evals.runner import Task
from tests.evals.samples import entry, hit


def _reply(**changed: object) -> Json:
    reply: Json = {
        "kind": "answer",
        "sentences": [
            {"text": "Within 24 hours.", "role": "fact", "citations": [1, 2], "group": None},
            {"text": "Ask 12367.", "role": "contact", "citations": [], "group": None},
        ],
        "citations": [
            {
                "passage_id": "cn/register#within.en",
                "sources": [
                    {"instrument": "eeal-2012", "locator": "39(2)"},
                    {"instrument": "hmt-zhengzhou-police", "locator": None},
                ],
            }
        ],
        "scope": {"status": "foreigner", "place": "cn"},
    }
    return reply | changed


def _task() -> Task:
    case = Case(
        id="one",
        language="en",
        turns=("how soon must I register",),
        expect=("answer",),
        locators={"eeal-2012:39": 2},
        vital=("{24 hours}",),
        turns_on="cn/register#within",
        why="Article 39 decides it.",
    )
    return Task("foreigners", case)


def test_an_entry_keeps_what_was_said_cited_found_and_dropped() -> None:
    outcome = Outcome(
        reply=_reply(),
        hits={"citizen": (), "foreigner": (hit("cn/register#within"),)},
        dropped=(("Within 30 days.", "figure not found"),),
    )
    kept = entry_of(_task(), Result("one", "foreigners", "dev", "en", outcome, {"crag": 1 / 3}))

    assert kept.said == ("Within 24 hours. [1] [2]", "Ask 12367.")
    assert kept.cited == {"cn/register#within.en": ("eeal-2012:39(2)", "hmt-zhengzhou-police")}
    assert kept.asked == "foreigner"
    assert [found.statement_id for found in kept.ranking] == ["cn/register#within"]
    assert kept.dropped == (("Within 30 days.", "figure not found"),)
    assert (kept.kind, kept.reason, kept.scores) == ("answer", None, {"crag": 0.3333})


def test_an_entry_of_a_refusal_keeps_its_reason_and_may_have_no_hit() -> None:
    reply = _reply(kind="refusal", refusal={"reason": "not_in_corpus"}, citations=[], sentences=[])
    result = Result("one", "foreigners", "dev", "en", Outcome(reply=reply, hits={}), {})

    kept = entry_of(_task(), result)

    assert (kept.kind, kept.reason, kept.ranking) == ("refusal", "not_in_corpus", ())


def test_the_rules_of_the_groups_are_wanted_too() -> None:
    case = Case.model_validate(
        {
            "id": "open",
            "language": "en",
            "turns": ["how much is a residence permit"],
            "expect": ["clarification"],
            "turns_on": "cn/fees#first",
            "groups": {"citizen": {"locators": {"rpr-2015:21": 2}, "vital": ["free"]}},
            "why": "The fee differs by status.",
        }
    )
    result = Result("open", "senses", "dev", "en", Outcome(reply=_reply(), hits={}), {})

    assert entry_of(Task("senses", case), result).wanted == {"rpr-2015:21": 2}


def test_failures_name_what_is_not_right_and_leave_out_what_was_not_scored() -> None:
    scores = {"kind_right": 0.0, "vital_points": 0.5, "must_not_said": 0.0, "locality": 1.0}

    assert entry(scores=scores).failures == ("wrong kind", "point missing")
    assert entry(scores={"must_not_said": 0.5}).failures == ("must not be said",)
    assert entry(scores={}).failures == ()


def test_a_hit_decides_where_it_stands_within_a_rule_of_grade_two() -> None:
    case = entry(wanted={"eeal-2012:39": 2, "eeal-2012:76": 1})

    assert case.decides(hit("a", "eeal-2012:39(2)"))
    assert not case.decides(hit("a", "eeal-2012:76"))
