from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from assistant.wiring import Knowledge
from corpus.statement import Passage, Scope, Status
from index.columns import Columns, leads_of
from index.retriever import holds
from index.scan import Found, best
from tests.conftest import TODAY


@pytest.fixture
def columns(small: Knowledge) -> Columns:
    passages = {p.statement_id: p for p in small.corpus.passages.values()}
    return Columns(passages)


@pytest.mark.parametrize("status", [None, *Status])
@pytest.mark.parametrize("place", ["cn", "cn/guangdong", "cn/guangdong/shenzhen", "cn/beijing"])
def test_what_a_scope_holds_is_what_each_passage_says(
    small: Knowledge, columns: Columns, status: Status | None, place: str
) -> None:
    scope = Scope(place, status, TODAY)
    by_id = {p.statement_id: p for p in small.corpus.passages.values()}

    expected = [holds(by_id[statement_id], scope) for statement_id in columns.ids]

    assert columns.holding(scope).tolist() == expected


def test_the_days_of_a_users_document_count(small: Knowledge) -> None:
    first: Passage = next(iter(small.corpus.passages.values()))
    dated = replace(first, effective_from=date(2026, 1, 1), effective_until=date(2026, 6, 30))
    columns = Columns({dated.statement_id: dated})

    def held(day: date) -> bool:
        return bool(columns.holding(Scope("cn", None, day))[0])

    assert held(date(2026, 1, 1))
    assert held(date(2026, 6, 30))
    assert not held(date(2026, 1, 1) - timedelta(days=1))
    assert not held(date(2026, 7, 1))


def test_an_entry_gives_its_score_to_the_statements_it_leads_to(columns: Columns) -> None:
    first, second = columns.ids[:2]
    leads = leads_of(
        [(first, second), (second,), ("gone",), (first,)], [True] * 3 + [False], columns
    )

    scores = np.array([0.9, 0.5, 0.8, 1.0], np.float32)
    best = leads.best(Found(np.arange(4), scores), len(columns), 0.1)

    assert best[columns.rows[first]] == pytest.approx(0.9)
    assert best[columns.rows[second]] == pytest.approx(0.8)
    assert np.count_nonzero(best) == 2


def test_no_entries_lead_nowhere(columns: Columns) -> None:
    leads = leads_of([], [], columns)

    assert not leads.best(best(np.zeros(0, np.float32), 5), len(columns), 0.0).any()
