"""What helps to read a passage: definitions of its document, articles it refers to."""

from corpus.statement import Facet, Passage
from index.collection import CollectionIndex


def companions_of(index: CollectionIndex, passage: Passage) -> list[Passage]:
    """Passages in its language: statements that define, then those on its further locators.

    A statement names first the article it stands on, and after it those it draws on.
    """
    defining = index.sections.get((passage.document, Facet.DEFINITION, passage.language), [])
    referred = set(passage.locators[1:])
    standing = [
        index.passage(statement_id, passage.language)
        for statement_id, pair in index.by_statement.items()
        if referred.intersection(next(iter(pair.values())).locators[:1])
    ]
    found = {other.id: other for other in (*defining, *standing) if other.id != passage.id}
    return list(found.values())
