"""Lists of countries: what names the asker's comes first, and lists of others do not answer.

"A public file gives these countries visa-free entry: …" is near every question on visa-free entry,
whoever asks. Read by someone whose country it does not name, it misleads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.nationalities import countries_in, countries_of_no_journey, name_of, peoples_in
from assistant.reading import Reading
from corpus.statement import Facet, Language, Passage
from index.retriever import Hit, Retriever

LISTS = 8  # countries that a document names, from which it is one of lists
NEAR = 0.5  # share of the best score, from which a statement that names the country leads


class CountryLists:
    """Which documents are lists of countries, and of which; each read when it is first found."""

    def __init__(self, retriever: Retriever) -> None:
        """Args: retriever: has every statement of a document."""
        self._retriever = retriever
        self._named: dict[str, frozenset[str]] = {}

    def in_order(self, hits: Sequence[Hit], asked: frozenset[str]) -> list[Hit]:
        """The hits: what names a country asked about first, lists without it last and set aside.

        Args:
            hits: best first; where an article was named they are left as they are.
            asked: countries; where it is empty, or no list is near, nothing changes.
        """
        if not asked or not hits or hits[0].exact:
            return list(hits)
        least = NEAR * hits[0].score
        naming = [hit for hit in hits if self._lists(hit.passage) and _names(hit.passage, asked)]
        others = [hit for hit in hits if self._is_of_others(hit.passage, asked, naming)]
        leads = [hit for hit in naming if hit.score >= least]
        rest = [hit for hit in hits if hit not in leads and hit not in others]
        if not leads and not rest:
            return list(hits)
        best = max(hit.score for hit in (*leads, *rest))
        back = [replace(hit, aside=True) for hit in others if hit.score >= least]
        return [*(replace(hit, score=best) for hit in leads), *rest, *back]

    def unlisted(self, hits: Iterable[Hit], asked: frozenset[str]) -> frozenset[str]:
        """Countries asked about that none of the lists found names; none where no list was set aside."""
        found = list(hits)
        lists = [hit.passage for hit in found if hit.aside and self._lists(hit.passage)]
        named = (self._countries(passage) for passage in lists)
        shown = (countries_in(hit.passage.text) for hit in found)
        return asked.difference(*named, *shown) if lists else frozenset()

    def _is_of_others(self, passage: Passage, asked: frozenset[str], naming: Sequence[Hit]) -> bool:
        """Whether it lists others alone, or tells of a list without them where another has them."""
        if not self._lists(passage) or _names(passage, asked):
            return False
        names_others = bool(countries_in(passage.text))
        return names_others or (bool(naming) and not asked & self._countries(passage))

    def _lists(self, passage: Passage) -> bool:
        return len(self._countries(passage)) >= LISTS

    def _countries(self, passage: Passage) -> frozenset[str]:
        """Every country that a statement of its document names."""
        if passage.document not in self._named:
            own = [p for facet in Facet for p in self._retriever.document(passage, facet)]
            self._named[passage.document] = frozenset().union(*(countries_in(p.text) for p in own))
        return self._named[passage.document]


def _names(passage: Passage, asked: frozenset[str]) -> bool:
    return not asked.isdisjoint(countries_in(passage.text))


def asked_about(reading: Reading) -> frozenset[str]:
    """Countries whose people a question asks about, else those of the conversation, else what it names."""
    texts = (reading.own_text, reading.text)
    found = (read(text) for read in (peoples_in, countries_of_no_journey) for text in texts)
    return next((countries for countries in found if countries), frozenset())


def names_of(countries: Iterable[str], language: Language) -> str:
    """Their names for a person, in order."""
    joint = ", " if language is Language.EN else "、"
    return joint.join(sorted(name_of(country, language) for country in countries))
