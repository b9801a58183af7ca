"""A model as judge: optional, only warns, and shows how far it can be believed.

It sees the question, what the case says is right and the reply, and says right or wrong. Its
share of right replies is shown beside its agreement with the planted replies, which are known:
a judge that agrees with those no better than a coin says nothing of the others either.

Source of the practice: Zheng et al., "Judging LLM-as-a-judge with MT-Bench and Chatbot Arena",
NeurIPS 2023.
"""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.settings import Settings
from evals.case import Case
from evals.planted import Reading, planted_replies
from evals.result import Json, Result
from evals.runner import Runner, Task

# Prompt → text; of a LangChain chat model, `lambda prompt: str(model.invoke(prompt).content)`.
Judge = Callable[[str], str]
TRUSTED_FROM = 0.8  # agreement under which its score is shown as not to be relied on
_RIGHT = frozenset({"right"})
_VERDICT = re.compile(r"\b(right|wrong)\b", re.I)
_PROMPT = """You check a reply about the law. Say `right` or `wrong`, nothing else.
Right: it answers the question as the rule below does, for the person and place asked about, with
the same figures, and cites that rule; or refuses where the rule says that nothing is held.

Question: {question}
Rule: {why}
Sources that decide it: {locators}
Kinds of reply that are right: {kinds}

Reply ({kind}, for status {status} in {place}): {text}
Cited: {cited}
"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge said.

    Attributes:
        right: share of the replies that it found right; None where it was given none.
        agreement: share of the planted replies on which it agrees with what is known, the mean
            of that over the right and over the wrong ones, so that always saying the same gives
            a half; None where it was given none.
        unreadable: verdicts that were neither right nor wrong; they count as disagreement.
    """

    right: float | None
    agreement: float | None
    unreadable: int

    @property
    def line(self) -> str:
        """As it is shown, always with the agreement beside the score."""
        shown = [f"{_share(self.right)} right", f"agrees with {_share(self.agreement)} of planted"]
        if self.unreadable:
            shown.append(f"{self.unreadable} verdicts unreadable")
        if self.agreement is None or self.agreement < TRUSTED_FROM:
            shown.append("not to be relied on")
        return "model judge (warns only): " + ", ".join(shown)


def judge_results(
    judge: Judge, tasks: Sequence[Task], results: Sequence[Result], planted: Sequence[Reading]
) -> Judgement:
    """Ask a judge about results and about the planted replies.

    Args:
        judge: prompt → text; an error that it raises goes on to the caller.
        tasks, results: in the same order.
        planted: replies that are known, from `planted_replies`.
    """
    verdicts = [
        verdict(judge, task.case, result.outcome.reply)
        for task, result in zip(tasks, results, strict=True)
    ]
    known = [(verdict(judge, r.case, r.outcome.reply), r.planted.flaw in _RIGHT) for r in planted]
    said = [*verdicts, *(given for given, _ in known)]
    return Judgement(
        right=_mean(given is True for given in verdicts),
        agreement=_balanced(known),
        unreadable=said.count(None),
    )


def judge_sample(
    judge: Judge, tasks: Sequence[Task], settings: Settings, *, sample: int, seed: int = 7
) -> Judgement:
    """Ask a judge about the replies to a seeded sample of cases, and about the planted ones."""
    chosen = random.Random(seed).sample(list(tasks), min(sample, len(tasks)))
    runner = Runner(settings)
    results = [runner.run(task) for task in chosen]
    return judge_results(judge, chosen, results, planted_replies(runner.knowledge.corpus))


def verdict(judge: Judge, case: Case, reply: Json) -> bool | None:
    """Whether the judge finds a reply right; None where it says neither or both."""
    found = {word.lower() for word in _VERDICT.findall(judge(prompt(case, reply)))}
    return found == {"right"} if len(found) == 1 else None


def prompt(case: Case, reply: Json) -> str:
    """What the judge is given of a case and a reply."""
    locators = {
        **case.locators,
        **{k: g for p in case.groups.values() for k, g in p.locators.items()},
    }
    cited = [
        f"[{c['number']}] {c['passage_id']} {s['instrument']}:{s['locator'] or ''} {c['quote']}"
        for c in reply["citations"]
        for s in c["sources"]
    ]
    return _PROMPT.format(
        question=" / ".join(case.turns),
        why=case.why,
        locators=", ".join(locators) or "none",
        kinds=", ".join(case.expect),
        kind=(reply["refusal"] or {}).get("reason") or reply["kind"],
        status=reply["scope"]["status"] or "unknown",
        place=reply["scope"]["place"],
        text=reply["text"],
        cited="\n".join(cited) or "nothing",
    )


def _balanced(known: Sequence[tuple[bool | None, bool]]) -> float | None:
    shares = [
        _mean(given is truth for given, truth in known if truth is side) for side in (True, False)
    ]
    found = [share for share in shares if share is not None]
    return sum(found) / len(found) if found else None


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.0%}"


def _mean(values: Iterable[bool]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
