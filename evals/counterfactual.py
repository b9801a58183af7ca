"""Counterfactual faithfulness: change what a reply stands on, and the reply must change with it.

The index in memory is copied with another figure in the statement that the reply leads with, and
again without that statement, and the case is asked anew. A reply that still says what no passage
says any more did not come from the passages.

Source: Longpre et al., "Entity-based knowledge conflicts in question answering", EMNLP 2021, who
swap a name in the passage; here a figure, in both languages.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.wiring import make_assistant
from corpus.statement import Language, Passage
from corpus.text import number_words, numbers
from evals.metrics import cited_statements
from evals.result import Json, Result
from evals.runner import TODAY, Runner, Task, ask

_UNIT = (
    r"[\s-]?(?:(?:calendar|natural|working|full) )?"
    r"(?:hour|day|week|month|year|yuan|point|percent|%|time|个|小时|日|天|元|年|月|分|次|周)"
)
_WORDS = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten", "12": "twelve",
}  # fmt: skip
_YEARS = range(1900, 2100)
_TURNS = (3, 7, 11, 19, 29)  # tried as steps to another figure until one is new to the statement


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands in both languages of a statement, and another of the same kind."""

    old: str
    new: str

    def changed(self, text: str) -> str:
        """The text with the new number wherever the old one stands, in digits or as a word."""
        return _standing(self.old).sub(_grouped(self.new), text)


def counterfactuals(
    runner: Runner,
    tasks: Sequence[Task],
    results: Sequence[Result],
    *,
    sample: int = 80,
    seed: int = 7,
) -> dict[str, dict[str, float]]:
    """Ask a sample of the answered cases again, over changed passages.

    Args:
        runner: its assistant is copied; its index on disk is only read.
        tasks: of the results.
        results: of any order; those whose reply is an answer with a cited fact are drawn from.
        sample: how many cases at most.
        seed: another seed draws other cases; the same draws the same, and a new case does not
            change which of the others are drawn but for the last.

    Returns:
        Case id → `counterfactual_figure` and `counterfactual_removed`, each 1.0 where the reply
        followed and 0.0 where not; the former is absent where no fact cited has a figure in both
        languages. Empty: no case was answered.
    """
    cases = {task.case.id: task for task in tasks}
    answered = [r for r in results if r.case_id in cases and next(_facts(r.outcome.reply), None)]
    return {
        result.case_id: _probe(runner, cases[result.case_id], result.outcome.reply)
        for result in sorted(answered, key=lambda r: _draw(r.case_id, seed))[:sample]
    }


def _draw(case_id: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed} {case_id}".encode()).digest()


def _facts(reply: Json) -> Iterator[tuple[str, str]]:
    """(sentence, id of the statement cited) of each fact of an answer, in its order."""
    if reply["kind"] != "answer":
        return
    cited = {c["number"]: c["passage_id"] for c in reply["citations"]}
    for sentence in reply["sentences"]:
        if sentence["role"] == "fact" and sentence["citations"]:
            yield sentence["text"], cited[sentence["citations"][0]].rpartition(".")[0]


def _probe(runner: Runner, task: Task, reply: Json) -> dict[str, float]:
    scores = {}
    facts = [(text, found) for text, key in _facts(reply) if (found := _pair(runner, key))]
    for text, pair in facts:
        if figure := figure_of(pair):
            changed = {p.id: replace(p, text=figure.changed(p.text)) for p in pair.values()}
            scores["counterfactual_figure"] = float(
                follows_figure(_ask_over(runner, task, changed), text, figure)
            )
            break
    for text, pair in facts[:1]:
        gone: dict[str, Passage | None] = dict.fromkeys(p.id for p in pair.values())
        lead = next(iter(pair.values())).statement_id
        scores["counterfactual_removed"] = float(
            follows_removal(_ask_over(runner, task, gone), text, lead)
        )
    return scores


def _pair(runner: Runner, statement_id: str) -> Mapping[Language, Passage]:
    """The passages of a statement of the corpus; empty for a user's own, which has no pair."""
    found = (
        runner.knowledge.retriever.passage(f"{statement_id}.{language}") for language in Language
    )
    return {passage.language: passage for passage in found if passage is not None}


def _ask_over(runner: Runner, task: Task, changed: Mapping[str, Passage | None]) -> Json:
    retriever = runner.knowledge.retriever.with_passages(changed)
    assistant = make_assistant(
        runner.settings.model_copy(update={"conversation_days": 0}),
        replace(runner.knowledge, retriever=retriever),
        today=lambda: TODAY,
    )
    outcome, _ = ask(assistant, task.case)
    assistant.conversations.close()
    return outcome.reply


def figure_of(pair: Mapping[Language, Passage]) -> Figure | None:
    """The figure of a statement to change: one with a unit first, a date never.

    Empty: None where the languages share no number, or one of them writes it in another way.
    """
    if len(pair) < len(Language):
        return None
    texts = [pair[language].text for language in Language]
    found = [numbers(p.text, lang) | number_words(p.text, lang) for lang, p in pair.items()]
    shared = [
        old
        for old in frozenset.intersection(*found)
        if not _is_date(old, pair[Language.ZH].text)
        and all(_standing(old).search(text) for text in texts)
    ]
    for old in sorted(shared, key=lambda old: (not _has_unit(old, texts[0]), texts[0].find(old))):
        for new in (_sum(old, step) for step in _TURNS):
            if not any(new in seen for seen in found):
                return Figure(old, new)
    return None


def follows_figure(reply: Json, sentence: str, figure: Figure) -> bool:
    """Whether a reply carries the new figure in the sentence's place, and the old one not."""
    texts = [s["text"] for s in reply["sentences"]]
    return figure.changed(sentence) in texts and sentence not in texts


def follows_removal(reply: Json, sentence: str, statement_id: str) -> bool:
    """Whether a reply neither says the sentence nor cites its statement."""
    said = any(sentence in s["text"] for s in reply["sentences"])
    return not said and statement_id not in cited_statements(reply)


def _standing(number: str) -> re.Pattern[str]:
    """A number on its own: 2000 and 2,000, or the English word for it."""
    spelled = rf"(?<![\d.])(?<!\d,){_digits(number)}(?!\d|[.,]\d)"
    word = _WORDS.get(number)
    return re.compile(spelled + (rf"|\b{word}\b" if word else ""), re.I)


def _digits(number: str) -> str:
    grouped = _grouped(number)
    return f"(?:{re.escape(number)}|{re.escape(grouped)})"


def _grouped(number: str) -> str:
    whole, dot, part = number.partition(".")
    return f"{int(whole):,}{dot}{part}"


def _has_unit(number: str, text: str) -> bool:
    return re.search(_standing(number).pattern + _UNIT, text, re.I) is not None


def _is_date(number: str, chinese: str) -> bool:
    """Whether it is a year, or stands as a month, a day of one, or the number of a document."""
    year = rf"{number}年|" if number.isdigit() and int(number) in _YEARS else ""
    return (
        re.search(rf"(?<!\d){year}(?<!\d){number}月|月{number}日|〕{number}号", chinese) is not None
    )


def _sum(number: str, step: int) -> str:
    """Another number of the same size: 24 → 27, 2000 → 5000, 0.5 → 3.5."""
    whole, dot, part = number.partition(".")
    zeros = len(whole) - len(whole.rstrip("0")) if int(whole) else 0
    return f"{int(whole) + step * 10**zeros}{dot}{part}"
