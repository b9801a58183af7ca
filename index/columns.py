"""A collection's statements as columns, one row each: what filtering and scoring need at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from corpus.places import ladder
from corpus.statement import Facet, Passage, Scope, Status, groups
from index.scan import Floats, Found, Mask

Rows = npt.NDArray[np.int32]

_ALWAYS = (date.min.toordinal(), date.max.toordinal())
_STATUS_BIT = {status: 1 << number for number, status in enumerate(Status)}
_FACETS = {facet: number for number, facet in enumerate(Facet)}


@dataclass(frozen=True)
class Leads:
    """Where the entries of one kind lead, flattened: entry, row of a statement, its place there.

    Attributes:
        entries: number of the entry, ascending.
        rows: the statement that it leads to.
        ranks: 0 for the statement that the entry stands for most.
        starts: where the leads of each entry of the collection begin; one more for the end.
    """

    entries: Rows
    rows: Rows
    ranks: Rows
    starts: Rows

    @cached_property
    def is_single(self) -> bool:
        """Whether no entry leads to more than one statement."""
        return not self.ranks.any()

    @cached_property
    def _row_of(self) -> Rows:
        """Where each entry of the collection leads, if to one statement; -1 where to none."""
        rows = np.full(len(self.starts) - 1, -1, np.int32)
        rows[self.entries] = self.rows
        return rows

    def leading_to(self, held: Mask) -> Rows:
        """Entries that lead to any of these statements."""
        return self.entries[held[self.rows]]

    def best(self, found: Found, count: int, step_down: float) -> Floats:
        """The best score that any entry gives each statement; 0 where none was found.

        Args:
            found: entries of the collection with their scores.
            count: how many statements there are.
            step_down: taken off for each rank.
        """
        best = np.zeros(count, np.float32)
        if self.is_single:
            rows = self._row_of[found.numbers]
            leading = rows >= 0
            np.maximum.at(best, rows[leading], found.scores[leading])
            return best
        first = self.starts[found.numbers]
        counts = self.starts[found.numbers + 1] - first
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        leads = np.repeat(first, counts) + within
        scores = np.repeat(found.scores, counts) - step_down * self.ranks[leads]
        np.maximum.at(best, self.rows[leads], scores.astype(np.float32))
        return best


class Columns:
    """Rows in the order of the statements; what a scope holds is worked out once."""

    def __init__(self, passages: Mapping[str, Passage]) -> None:
        """Take one passage for each statement.

        Args:
            passages: statement id → its passage in any language.
        """
        self.ids = tuple(passages)
        self.rows = {statement_id: row for row, statement_id in enumerate(self.ids)}
        found = tuple(passages.values())
        documents = {name: n for n, name in enumerate(dict.fromkeys(p.document for p in found))}
        self.documents = np.array([documents[p.document] for p in found], np.int32)
        self.facets = np.array([_FACETS[p.facet] for p in found], np.int32)
        self.levels = np.array([p.place.count("/") for p in found], np.float32)
        self.several = np.array([len(groups(p.statuses)) > 1 for p in found], np.bool_)
        self.on_a_page = self.where(_is_on_a_page)
        places = {name: n for n, name in enumerate(dict.fromkeys(p.place for p in found))}
        self._place_numbers = places
        self._places = np.array([places[p.place] for p in found], np.int32)
        self._statuses = np.array([_bits(p.statuses) for p in found], np.int32)
        self._from = np.array([_ordinal(p.effective_from, _ALWAYS[0]) for p in found], np.int32)
        self._until = np.array([_ordinal(p.effective_until, _ALWAYS[1]) for p in found], np.int32)
        self._held = np.ones(len(found), np.bool_)
        self.holding = lru_cache(maxsize=256)(self._holding)

    def __len__(self) -> int:
        return len(self.ids)

    def without(self, gone: Collection[str]) -> "Columns":
        """The same rows, of which those of these statements hold for no scope."""
        other = copy(self)
        other._held = self._held.copy()
        other._held[[self.rows[statement_id] for statement_id in gone]] = False
        other.holding = lru_cache(maxsize=256)(other._holding)
        return other

    def of_facets(self, facets: Sequence[Facet]) -> Mask:
        """Statements of one of these facets."""
        return np.isin(self.facets, [_FACETS[facet] for facet in facets])

    def where(self, claim: Callable[[str], bool]) -> Mask:
        """Statements of which a claim is true, asked once for each id."""
        return np.fromiter(map(claim, self.ids), np.bool_, len(self.ids))

    def _holding(self, scope: Scope) -> Mask:
        """Statements that hold for a scope: its place on the ladder, its status, its day."""
        near = [self._place_numbers[p] for p in ladder(scope.place) if p in self._place_numbers]
        day = scope.as_of.toordinal()
        mask = self._held & np.isin(self._places, near) & (self._from <= day) & (day <= self._until)
        if scope.status is not None:
            mask &= (self._statuses & _STATUS_BIT[scope.status]) != 0
        return mask


def leads_of(targets: Sequence[Sequence[str]], wanted: Sequence[bool], columns: Columns) -> Leads:
    """Where entries lead.

    Args:
        targets: statement ids of each entry; an id that is not held leads nowhere.
        wanted: which entries are of this kind.
        columns: the statements.
    """
    found = [
        (entry, columns.rows[statement_id], rank)
        for entry, (ids, is_wanted) in enumerate(zip(targets, wanted, strict=True))
        if is_wanted
        for rank, statement_id in enumerate(ids)
        if statement_id in columns.rows
    ]
    array = np.array(found, np.int32).reshape(-1, 3)
    starts = np.searchsorted(array[:, 0], np.arange(len(targets) + 1)).astype(np.int32)
    return Leads(array[:, 0].copy(), array[:, 1].copy(), array[:, 2].copy(), starts)


def _is_on_a_page(statement_id: str) -> bool:
    """Whether it stands in one of the documents `source-…`, which go through a page's claims."""
    return "/source-" in statement_id


def _bits(statuses: Sequence[Status]) -> int:
    """A bit for each status; a passage that names none holds for all."""
    return sum(_STATUS_BIT[status] for status in statuses or tuple(Status))


def _ordinal(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()
