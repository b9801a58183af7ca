"""Lists of countries: what names the asker's comes first, and lists of others do not answer.

"A public file gives these countries visa-free entry: …" is near every question on visa-free entry,
whoever asks. Read by someone whose country it does not name, it misleads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.nationalities import countries_in, name_of
from corpus.statement import Language, Passage
from index.retriever import Hit, Retriever

A_LIST = 2  # countries that a statement names, from which it is a list
LISTS = 8  # countries that a document names, from which it is one of lists
NEAR = 0.5  # share of the best score, from which a statement that names the country leads


class CountryLists:
    """Which documents are lists of countries, and of which; each read when it is first found."""

    def __init__(self, retriever: Retriever) -> None:
        """Args: retriever: has every statement of a document."""
        self._retriever = retriever
        self._named: dict[str, frozenset[str]] = {}

    def in_order(self, hits: Sequence[Hit], text: str) -> list[Hit]:
        """The hits: what names a country asked about first, lists without it left out.

        Args:
            hits: best first; one that an article named is left where it is.
            text: of the question. One that names no country, or the lists of one, changes nothing.
        """
        asked = countries_in(text)
        if not asked or not hits or hits[0].exact:
            return list(hits)
        naming = [hit for hit in hits if self._lists(hit.passage) and _names(hit.passage, asked)]
        left = [hit for hit in hits if not self._is_of_others(hit.passage, asked, naming)]
        best = left[0].score if left else 0.0
        leads = [hit for hit in naming if hit.score >= NEAR * hits[0].score]
        rest = [hit for hit in left if hit not in leads]
        return [*(replace(hit, score=max(best, hit.score)) for hit in leads), *rest]

    def unlisted(self, passages: Iterable[Passage], text: str) -> frozenset[str]:
        """Countries that a question names and no list of these documents does; none where there is no list."""
        asked = countries_in(text)
        documents = {p.document: p for p in passages if self._lists(p)} if asked else {}
        named = frozenset[str]().union(*(self._countries(p) for p in documents.values()))
        return asked - named if documents else frozenset()

    def _is_of_others(self, passage: Passage, asked: frozenset[str], naming: Sequence[Hit]) -> bool:
        """Whether it lists others alone, or tells of a list without them where another has them."""
        if not self._lists(passage) or _names(passage, asked):
            return False
        if len(countries_in(passage.text)) >= A_LIST:
            return True
        return bool(naming) and not asked & self._countries(passage)

    def _lists(self, passage: Passage) -> bool:
        return len(self._countries(passage)) >= LISTS

    def _countries(self, passage: Passage) -> frozenset[str]:
        """Every country that a statement of its document names."""
        if passage.document not in self._named:
            texts = self._retriever.texts_of(passage)
            self._named[passage.document] = frozenset().union(*map(countries_in, texts))
        return self._named[passage.document]


def _names(passage: Passage, asked: frozenset[str]) -> bool:
    return not asked.isdisjoint(countries_in(passage.text))


def names_of(countries: Iterable[str], language: Language) -> str:
    """Their names for a person, in order."""
    joint = ", " if language is Language.EN else "、"
    return joint.join(sorted(name_of(country, language) for country in countries))
