"""Hits → Drafts by a chat model, with the extractive answer wherever it fails or falls short."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import opencc

from assistant.compose_each import left_out
from assistant.foreign_languages import foreign_language
from assistant.gate import Draft
from assistant.language_model import Prompt
from assistant.messages import STATUS_NAMES, UNOFFICIAL
from assistant.model_counters import ModelCounters
from assistant.model_faults import OF_WRITING, Fault, ModelFailed
from assistant.model_form import tidied, wrong_form
from assistant.model_guard import Guard
from assistant.model_output import Written, read_written
from assistant.model_prompt import (
    Rules,
    answer_prompt,
    is_fit,
    small_prompt,
    visible,
    with_keys,
)
from assistant.model_support import kept, turned
from assistant.model_use import Budget, ModelUse
from assistant.reading import Reading
from assistant.reply import Question, Role, Sentence
from assistant.replying import Course
from assistant.support_words import Words
from corpus.statement import Language, Passage, Scope
from corpus.text import normal_form, numbers
from index.retriever import Hit, Retriever

MOST_SENTENCES = 12
FROM_REWRITE = 3  # passages that only a reworded follow-up finds
LONGEST_QUESTION = 600  # characters of one that the model wrote
Search = Callable[[Reading, Scope], Sequence[Hit]]
_LOG = logging.getLogger(__name__)
_ANSWER_LANGUAGES = {Language.EN: "English", Language.ZH: "Simplified Chinese"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings say of a model in service.

    Attributes:
        name: for receipts.
        seconds: that all calls for one reply have together.
        passages: that it is given at most.
    """

    name: str
    seconds: float
    passages: int


class ModelComposer:
    """A chat model in service; what it does for one reply is a `ModelTurn`."""

    def __init__(
        self,
        guard: Guard,
        rules: Rules,
        retriever: Retriever,
        words: Words,
        counters: ModelCounters,
        limits: Limits,
    ) -> None:
        self.guard = guard
        self.rules = rules
        self.retriever = retriever
        self.words = words
        self.counters = counters
        self.simplify = opencc.OpenCC("t2s")
        self.limits = limits

    def turn(self) -> "ModelTurn":
        """Its part in one reply; the time runs from here."""
        budget = Budget(self.limits.seconds)
        return ModelTurn(self, ModelUse(self.limits.name, self.rules.hash, budget))


class ModelTurn:
    """What a chat model does for one reply."""

    def __init__(self, composer: ModelComposer, use: ModelUse) -> None:
        self.use = use
        self._composer = composer

    def in_english(self, question: Question) -> Question:
        """A question in a language beyond English and Chinese, translated; any other as it is."""
        language = foreign_language(question.text)
        if language is None:
            return question
        rules = self._composer.rules.translate
        try:
            text = self._one_text(small_prompt(rules, question=question.text, language=language))
        except ModelFailed as error:
            self.use.fault, self.use.detail = error.fault, str(error)
            return question
        if question.language is None:
            self.use.language = language
        return replace(question, text=text)

    def compose(self, course: Course, plain: Iterator[Draft], search: Search) -> Iterator[Draft]:
        """Drafts of an answer for one scope; those for several, and of "more", stay as they are.

        Args:
            course: what was read and found, and what the gate let through so far.
            plain: the extractive answer.
            search: hits for another reading, in the same scope.
        """
        drafts = list(plain)
        begins = Role.HEADING if course.parts else Role.FACT
        first = next((n for n, draft in enumerate(drafts) if draft.role is begins), None)
        if len(course.hits) > 1 or first is None or course.reading.asks_more:
            yield from drafts
            return
        yield from drafts[:first]
        before = len(course.checked.sentences)
        try:
            yield from self._written(course, drafts[first:], search)
        except ModelFailed as error:
            self.use.fault, self.use.detail = error.fault, str(error)
        shown = [s for s in course.checked.sentences[before:] if s.role is Role.FACT]
        self.use.passed = len(shown)
        if shown and self.use.language:
            yield Draft(UNOFFICIAL.get(self.use.language, UNOFFICIAL["English"]), Role.NOTE)
        yield from self._filled_in(course, drafts[first:], shown)

    def finish(self) -> None:
        """Count what came of it, and say in the log what went wrong; never a text."""
        self._composer.counters.count(self.use)
        if self.use.fault:
            level = logging.INFO if self.use.fault in OF_WRITING else logging.WARNING
            why = self.use.detail or self.use.fault
            _LOG.log(level, "extractive answer: %s (%d ms)", why, self.use.milliseconds)

    def _written(self, course: Course, facts: Sequence[Draft], search: Search) -> Iterator[Draft]:
        """What the model writes, each sentence as soon as it stands; the gate judges it next."""
        ((scope, hits),) = course.hits.items()
        more = [*self._found_by_rewrite(course.reading, scope, search), *hits]
        keyed = with_keys(_passages(facts, more)[: self._composer.limits.passages])
        if not keyed:
            raise ModelFailed(Fault.UNSUPPORTED, "no passage that it could answer from")
        prompt = self._answer_prompt(course, scope, keyed)
        seen: set[str] = set()
        for written in read_written(self._text(prompt)):
            self.use.written += 1
            draft = self._draft(written, keyed, course, scope)
            if draft is not None and normal_form(draft.text) not in seen:
                seen.add(normal_form(draft.text))
                yield draft
            if self.use.written >= MOST_SENTENCES:
                return

    def _draft(
        self, written: Written, keyed: Mapping[str, Passage], course: Course, scope: Scope
    ) -> Draft | None:
        """A sentence with the passages it names; None, and the reason noted, if it has a wrong form."""
        written = tidied(written)
        language = course.reading.passage_language
        if language is Language.ZH:
            written = replace(written, text=self._composer.simplify.convert(written.text))
        if not self.use.language:
            written = replace(written, english="")
        support = tuple(keyed[key] for key in written.keys if key in keyed)
        reason = wrong_form(written, support, language, self._composer.rules.answer)
        if self.use.language and not written.english:
            reason = "it lacks its English"
        if reason:
            course.checked.dropped.append((written.text, f"form: {reason}"))
            return None
        support, reason = self._kept(written.english or written.text, support)
        if reason:
            course.checked.dropped.append((written.text, f"kept: {reason}"))
            return None
        return Draft(written.text, Role.FACT, support, scope, english=written.english)

    def _kept(self, judged: str, support: tuple[Passage, ...]) -> tuple[tuple[Passage, ...], str]:
        """The passages that a sentence says again, and why it does not stand on them; "" if so."""
        found = kept(judged, support)
        if not found:
            return (), "it leaves out most of what its passages say"
        return found, turned(judged, found, self._composer.retriever.pair, self._composer.words)

    def _answer_prompt(self, course: Course, scope: Scope, keyed: Mapping[str, Passage]) -> Prompt:
        language = course.reading.passage_language
        facts = {"answer_language": self.use.language or _ANSWER_LANGUAGES[language]}
        if scope.status is not None:
            facts["for"] = STATUS_NAMES[scope.status](language)
        return answer_prompt(
            self._composer.rules,
            course.question.text,
            {key: self._texts(passage) for key, passage in keyed.items()},
            facts,
            translated=bool(self.use.language),
        )

    def _texts(self, passage: Passage) -> Mapping[str, str]:
        """A passage's text; in another language than these two, both of them help."""
        pair = self._composer.retriever.pair(passage) if self.use.language else None
        return {"text": passage.text} | ({"chinese": pair.text} if pair else {})

    def _found_by_rewrite(self, reading: Reading, scope: Scope, search: Search) -> list[Hit]:
        """What a follow-up finds once the model has completed it; nothing for other questions."""
        if not reading.topic:
            return []
        rules = self._composer.rules.rewrite
        prompt = small_prompt(rules, topic=reading.topic, follow_up=reading.own_text)
        try:
            text = self._one_text(prompt)
        except ModelFailed:
            return []
        return list(search(replace(reading, text=text, matter=text), scope))[:FROM_REWRITE]

    def _one_text(self, prompt: Prompt) -> str:
        """The one text that a small call gives back."""
        text = visible(next(read_written(self._text(prompt))).text)
        if not 0 < len(text) <= LONGEST_QUESTION:
            raise ModelFailed(Fault.MALFORMED, "no question came back")
        return text

    def _text(self, prompt: Prompt) -> Iterator[str]:
        """The model's text as it comes, its time and tokens counted."""
        self.use.called = True
        started = time.perf_counter()
        try:
            for piece in self._composer.guard.stream(prompt, self.use.budget):
                self._composer.counters.count_tokens(piece.tokens_in, piece.tokens_out)
                yield piece.text
        finally:
            seconds = time.perf_counter() - started
            self.use.milliseconds += round(seconds * 1000)
            self._composer.counters.count_time(seconds)

    def _filled_in(
        self, course: Course, facts: Sequence[Draft], shown: Sequence[Sentence]
    ) -> Iterator[Draft]:
        """The extractive answer where nothing passed; where something did, what it left out."""
        if not shown:
            self.use.fault = self.use.fault or Fault.UNSUPPORTED
            yield from facts
            return
        missing = self._missing(course, facts, shown)
        if any(draft.support for draft in missing):
            self.use.fault = self.use.fault or Fault.PARTIAL
        yield from missing

    def _missing(
        self, course: Course, facts: Sequence[Draft], shown: Sequence[Sentence]
    ) -> list[Draft]:
        """Extractive drafts for the facets asked that no sentence of the model answers.

        The first passage's facet counts as answered by that document alone, and with its figures. Of several
        questions each is looked at by itself.
        """
        numbers_cited = {number for sentence in shown for number in sentence.citations}
        said = {c.passage_id for c in course.checked.citations if c.number in numbers_cited}
        if course.parts:
            return left_out(facts, lambda p: p.id in said and _says_figures(p, shown))
        lead = facts[0].support[0]
        cited = [p for key in said if (p := self._composer.retriever.passage(key))]
        given = {p.facet for p in cited if p.facet is not lead.facet}
        of_lead = any(p.facet is lead.facet and p.document == lead.document for p in cited)
        if of_lead and _says_figures(lead, shown):
            given.add(lead.facet)
        wanted = {lead.facet, *course.reading.facets} - given
        return [
            draft
            for draft in facts
            if any(p.facet in wanted and (p is lead or p.id not in said) for p in draft.support)
        ]


def _passages(facts: Sequence[Draft], hits: Sequence[Hit]) -> list[Passage]:
    """What the model may answer from: the extractive answer's passages first, then what was found."""
    found = [p for draft in facts for p in draft.support] + [
        hit.passage for hit in hits if not hit.aside
    ]
    fit = [p for p in found if not p.unverified and is_fit(p.text)]
    return list({passage.id: passage for passage in fit}.values())


def _says_figures(passage: Passage, shown: Sequence[Sentence]) -> bool:
    """Whether the sentences together give every number of a passage."""
    language = passage.language
    said = {n for sentence in shown for n in numbers(sentence.text, language)}
    return numbers(passage.text, language) <= said
