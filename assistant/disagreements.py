"""Where sources disagree on what a reply shows: both sides, their rank and date, which prevails."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.gate import Draft
from assistant.messages import DISAGREE, GRADE_NAMES, PREVAILS
from assistant.reply import Citation, Conflict, Group, Role
from assistant.replying import Course
from corpus.conflicts import Disagreement
from corpus.statement import Language, Passage

NEAR_HITS = 10  # hits in which the other side of an open question must stand


class Disagreements:
    """Knows which statements contradict each other."""

    def __init__(self, records: Iterable[Disagreement]) -> None:
        self._records = tuple(r for r in records if all(side.statements for side in r.sides))

    def drafts(self, course: Course) -> Iterator[Draft]:
        """The side that is missing, and a note on both; fills in the course's conflicts.

        A side that does not prevail is never left alone. One that does needs no contradiction that
        nobody asked about; of an open question both sides are shown where both were found.
        """
        noted: set[str] = set()
        for scope, hits in course.hits.items():
            near = {hit.passage.statement_id: hit.passage for hit in hits}
            first = {hit.passage.statement_id for hit in hits[:NEAR_HITS]}
            for record in self._records:
                shown = self._sides_shown(record, course)
                if not shown or shown == {record.prevails} or record.id in noted:
                    continue
                noted.add(record.id)
                allowed = first if record.prevails is None else near.keys()
                missing = self._missing(record, shown, near, allowed)
                several = len(course.hits) > 1
                for p in missing:
                    group = Group(scope.status, scope.place, p.facet) if several else None
                    yield Draft(p.text, Role.FACT, (p,), scope, group)
                yield from self._note(record, course)

    def _sides_shown(self, record: Disagreement, course: Course) -> set[int]:
        """Numbers, from 1, of the sides that the reply cites."""
        cited = {c.passage_id.rpartition(".")[0] for c in course.checked.citations}
        return {n for n, side in enumerate(record.sides, 1) if cited & set(side.statements)}

    def _missing(
        self,
        record: Disagreement,
        shown: set[int],
        found: dict[str, Passage],
        allowed: Iterable[str],
    ) -> list[Passage]:
        sides = [side for n, side in enumerate(record.sides, 1) if n not in shown]
        names = [next((s for s in side.statements if s in set(allowed)), None) for side in sides]
        return [found[name] for name in names if name]

    def _note(self, record: Disagreement, course: Course) -> Iterator[Draft]:
        language = course.reading.passage_language
        cited = [
            next((c for c in course.checked.citations if _says(c, side.statements)), None)
            for side in record.sides
        ]
        held = [citation for citation in cited if citation]
        if len(held) < 2:
            return
        prevailing = cited[record.prevails - 1] if record.prevails else None
        number = prevailing.number if prevailing else None
        reason = record.reasons[language]
        first, *others = (citation.number for citation in held)
        course.conflicts += tuple(Conflict((first, n), number, reason) for n in others)
        text = DISAGREE(language).format(
            title=record.titles[language],
            sides="; ".join(_named(citation, language) for citation in held),
        )
        if number is not None:
            text += PREVAILS(language).format(number=number)
        yield Draft(text + reason, Role.NOTE)


def _says(citation: Citation, statements: Sequence[str]) -> bool:
    return citation.passage_id.rpartition(".")[0] in statements


def _named(citation: Citation, language: Language) -> str:
    """A side as its number, the rank of its source and the date of that text."""
    source = citation.sources[0]
    day = source.effective_from.isoformat() if source.effective_from else source.text_as_of
    return f"[{citation.number}] {GRADE_NAMES[source.grade](language)}, {day}"
