"""Whom a statement is for."""

import re

from corpus.statement import Document, Language, Statement, Status

_PEOPLE = {
    Status.FOREIGNER: re.compile(r"foreign|non-Chinese|visa", re.I),
    Status.HMT: re.compile(r"Hong Kong|Macao|Taiwan|Home Return"),
    Status.CITIZEN: re.compile(r"\bcitizens?\b|mainland|hukou", re.I),
    Status.OVERSEAS_CHINESE: re.compile(
        r"overseas Chinese|settled abroad|\breturn(?:ed|ing)? (?:overseas|to settle)", re.I
    ),
}

_CITIZENS = frozenset({Status.CITIZEN, Status.OVERSEAS_CHINESE})


def addressees(document: Document, statement: Statement) -> tuple[Status, ...]:
    """Whom a statement is for: in a document for several, those whom its words name, if any.

    So a citizen's rule in a comparison is never given to a foreigner. Who settled abroad is a citizen still: in a
    document for both, what names the one is for the other too.
    """
    if len(document.statuses) < 2:
        return document.statuses
    text = statement.texts[Language.EN]
    named = tuple(s for s in document.statuses if (p := _PEOPLE.get(s)) and p.search(text))
    if not _CITIZENS.isdisjoint(named):
        named = tuple(s for s in document.statuses if s in named or s in _CITIZENS)
    return named or document.statuses
