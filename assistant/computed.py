"""Dates by code, from the rules that a reply shows: its computed sentences, and its deadlines."""

from collections.abc import Iterator
from datetime import date

from assistant.deadlines import deadlines, said
from assistant.gate import Checked, Draft
from assistant.reading import Reading
from assistant.reply import Deadline, Role
from assistant.replying import Course
from corpus.statement import Facet
from index.retriever import Retriever


def deadlines_shown(
    reading: Reading, checked: Checked, retriever: Retriever, today: date, *, forgotten: bool
) -> tuple[Deadline, ...]:
    """What follows from the dates in the question and the rules shown as facts.

    Args:
        today: in Asia/Shanghai.
        forgotten: only the dates of this question count, none that the conversation gave.
    """
    shown = {n for s in checked.sentences if s.role is Role.FACT for n in s.citations}
    cited = [
        (citation.number, passage)
        for citation in checked.citations
        if citation.number in shown and (passage := retriever.passage(citation.passage_id))
    ]
    asks_how_long = Facet.PROCESSING_TIME in reading.facets
    text = reading.own_text if forgotten else reading.text
    return deadlines(text, reading.passage_language, cited, today, offices=asks_how_long)


def computed_drafts(course: Course, retriever: Retriever) -> Iterator[Draft]:
    """A sentence for each deadline, which stands on the rule it was computed from."""
    checked, language = course.checked, course.reading.passage_language
    ids = {citation.number: citation.passage_id for citation in checked.citations}
    facts = [sentence for sentence in checked.sentences if sentence.role is Role.FACT]
    for deadline in course.due:
        passage = retriever.passage(ids[deadline.citation])
        group = next(s.group for s in facts if deadline.citation in s.citations)
        scope = next(
            scope
            for scope in course.hits
            if group is None or (scope.status, scope.place) == (group.status, group.place)
        )
        if passage is not None:
            text = said(deadline, language)
            yield Draft(text, Role.COMPUTED, (passage,), scope, group)
