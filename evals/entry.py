"""Entries: one case in a report, with what was asked, what came of it and the scores."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from evals.case import DECIDES, Case, Kind, Split
from evals.ranking import meets, ranking_for
from evals.result import Json, Result, RetrievedHit
from evals.runner import Task

_FAILURES: Mapping[str, str] = {
    "kind_right": "wrong kind",
    "scope_right": "wrong scope",
    "senses_right": "wrong sense",
    "recall@10": "not retrieved",
    "citation_recall": "not cited",
    "vital_points": "point missing",
    "must_not_said": "must not be said",
    "figures_found": "figure not in what is cited",
    "citations_exist": "citation not held",
    "quotes_exact": "quote not exact",
    "sentence_coverage": "uncited",
    "locality": "wrong place",
    "currency": "not in force",
    "counterfactual_figure": "figure not followed",
    "counterfactual_removed": "said without its statement",
}
FAILURE_KINDS = tuple(_FAILURES.values())
_NONE_RIGHT = frozenset({"must_not_said"})  # 0 is right, not 1


class Entry(BaseModel):
    """One case in a report, read back by `hukou eval compare`.

    Attributes:
        wanted: locator → grade, of the case and of its groups.
        said: sentences of the reply with the numbers of their citations, in order.
        cited: passage id → locators of what it stands on, in the order of citation.
        asked: key of `hits` that the case is about.
        hits: for each status looked at ("" where it is not known), best first.
        dropped: (text, reason) of what the gate held back.
        scores: metric → value; a metric that does not apply is absent.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    suite: str
    split: Split
    language: str
    answer_in: str | None
    twin: str | None
    expect: tuple[Kind, ...]
    turns: tuple[str, ...]
    why: str
    wanted: dict[str, int]
    kind: Kind
    reason: str | None
    said: tuple[str, ...]
    cited: dict[str, tuple[str, ...]]
    asked: str
    hits: dict[str, tuple[RetrievedHit, ...]]
    dropped: tuple[tuple[str, str], ...]
    scores: dict[str, float]

    @property
    def must_refuse(self) -> bool:
        """Whether a refusal is the only right kind of reply."""
        return set(self.expect) == {"refusal"}

    @property
    def must_not_refuse(self) -> bool:
        """Whether a refusal is wrong."""
        return "refusal" not in self.expect

    @property
    def ranking(self) -> tuple[RetrievedHit, ...]:
        """The hits of the scope that the case is about, best first."""
        return self.hits.get(self.asked, ())

    @property
    def failures(self) -> tuple[str, ...]:
        """What went wrong, by name; empty where nothing did."""
        wrong = [
            name
            for metric, name in _FAILURES.items()
            if metric in self.scores
            and self.scores[metric] != (0.0 if metric in _NONE_RIGHT else 1.0)
        ]
        return tuple(wrong)

    def decides(self, hit: RetrievedHit) -> bool:
        """Whether a hit stands on a rule that decides the case."""
        deciding = [locator for locator, grade in self.wanted.items() if grade == DECIDES]
        return any(meets(found, want) for found in hit.locators for want in deciding)


def entry_of(task: Task, result: Result) -> Entry:
    """A case and its result as a report keeps them."""
    case, reply = task.case, result.outcome.reply
    ranking = ranking_for(case, result.outcome)
    asked = next((key for key, hits in result.outcome.hits.items() if hits is ranking), "")
    return Entry(
        id=case.id,
        suite=task.suite,
        split=result.split,
        language=case.language,
        answer_in=case.answer_in,
        twin=case.twin,
        expect=case.expect,
        turns=case.turns,
        why=case.why,
        wanted=_wanted(case),
        kind=result.kind,
        reason=reply["refusal"]["reason"] if result.kind == "refusal" else None,
        said=tuple(_marked(sentence) for sentence in reply["sentences"]),
        cited={c["passage_id"]: _sources(c) for c in reply["citations"]},
        asked=asked,
        hits=result.outcome.hits,
        dropped=result.outcome.dropped,
        scores={name: round(value, 4) for name, value in sorted(result.scores.items())},
    )


def _wanted(case: Case) -> dict[str, int]:
    wanted: dict[str, int] = dict(case.locators)
    for points in case.groups.values():
        wanted |= points.locators
    return wanted


def _marked(sentence: Json) -> str:
    text: str = sentence["text"]
    return text + "".join(f" [{number}]" for number in sentence["citations"])


def _sources(citation: Json) -> tuple[str, ...]:
    return tuple(
        source["instrument"] + (f":{source['locator']}" if source["locator"] else "")
        for source in citation["sources"]
    )
