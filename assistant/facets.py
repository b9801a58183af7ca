"""Which facets a question asks for, read from its words."""

import re

from assistant.cues import FACET_CUES, PLAIN_WHAT
from corpus.statement import Facet

_FINE = re.compile(r"\bfine[ds]?\b|罚")


def facets_asked(text: str) -> tuple[Facet, ...]:
    """Facets by where their cue stands; a more particular cue comes first in the table."""
    found = [
        (m.start(), i, facet) for i, (facet, p) in enumerate(FACET_CUES) if (m := p.search(text))
    ]
    taken: list[tuple[int, int, Facet]] = []
    for start, order, facet in sorted(found, key=lambda f: f[1]):
        if all(abs(start - other) > 2 for other, _, _ in taken):
            taken.append((start, order, facet))
    if any(facet is Facet.PENALTY for _, _, facet in taken):  # how much the fine is asks for no fee
        taken = [one for one in taken if one[2] is not Facet.FEE or not _FINE.search(text)]
    if not taken and PLAIN_WHAT.search(text):
        return (Facet.DEFINITION,)
    return tuple(facet for _, _, facet in sorted(taken))
