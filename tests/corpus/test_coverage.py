from datetime import date, timedelta

from corpus.coverage import ageing, cover
from corpus.drawing import draw_html, draw_png
from corpus.loader import Corpus
from corpus.statement import Status
from tests.conftest import TODAY


def test_statements_are_counted_by_topic_status_and_place(small_corpus: Corpus) -> None:
    coverage = cover(small_corpus)

    assert coverage.statements == 8
    assert coverage.by_topic["registration", Status.FOREIGNER] == 4
    assert coverage.by_place["cn/guangdong/shenzhen", Status.CITIZEN] == 1


def test_documents_age_and_rules_end(small_corpus: Corpus) -> None:
    assert ageing(small_corpus, before=TODAY) == []

    due = ageing(small_corpus, before=TODAY + timedelta(days=365))

    assert {item.what for item in due} == {document.id for document in small_corpus.documents}
    assert due[0].due == date(2027, 11, 22)


def test_coverage_is_drawn(small_corpus: Corpus) -> None:
    coverage = cover(small_corpus)

    assert draw_png(coverage).startswith(b"\x89PNG")
    page = draw_html(coverage, ageing(small_corpus, before=date(2028, 1, 1)))
    assert "8 statements" in page
    assert "<td>registration</td>" in page
    assert "<script" not in page
