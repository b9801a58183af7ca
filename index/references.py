"""Which statements stand on an article: those that cite it, and a user's law at that article."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from corpus.articles import article_of
from corpus.statement import Locator, Passage
from index.keys import Key


class References:
    """The articles that the statements of one collection stand on."""

    def __init__(
        self, passages: Iterable[Passage], rows: Mapping[str, int], law: Callable[[str], str]
    ) -> None:
        """Take the passages.

        Args:
            passages: of a collection; an article that was split has the passages of one document.
            rows: statement id → its row.
            law: what a law with this title goes by in a key.
        """
        self._cited: defaultdict[str, list[tuple[Locator, int]]] = defaultdict(list)
        self._articles: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        laws: dict[str, str] = {}
        articles: dict[str, str] = {}
        for passage in passages:
            row = rows[passage.statement_id]
            for locator in passage.locators:
                self._cited[locator.instrument].append((locator, row))
            if passage.locators:
                continue
            article = article_of(passage.text)
            if article:
                articles[passage.document] = article
            if passage.document in articles:
                title = passage.title
                laws[title] = laws.get(title) or law(title)
                self._articles[articles[passage.document]].append((laws[title], row))

    def rows(self, keys: Sequence[Key]) -> list[int]:
        """Rows of the statements that stand on what any of the keys names."""
        return [row for key in keys for row in (*self._citing(key), *self._at(key))]

    def _citing(self, key: Key) -> Iterable[int]:
        named = [key.instrument] if key.instrument is not None else list(self._cited)
        cited = (pair for name in named for pair in self._cited.get(name, ()))
        return (row for locator, row in cited if key.matches(locator))

    def _at(self, key: Key) -> Iterable[int]:
        """Of users' laws, which know no paragraphs: the article, whatever part of it is named."""
        found = self._articles.get(key.article or "", ())
        return (row for law, row in found if key.instrument in (None, law))
