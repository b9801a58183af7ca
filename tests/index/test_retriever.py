from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.wiring import Knowledge, make_knowledge
from corpus.ingest import ingest
from corpus.loader import Corpus
from corpus.statement import Facet, Language, Scope, Status
from index.embeddings import HashEmbedder
from index.keys import Key, KeyReader
from index.langchain_adapter import HukouRetriever
from index.retriever import Query, holds
from tests.conftest import TODAY

NATION = Scope("cn", None, TODAY)


def _ids(small: Knowledge, text: str, scope: Scope = NATION, **more: object) -> list[str]:
    query = Query(text, scope, limit=20, **more)  # type: ignore[arg-type]  # keys and facets
    return [hit.passage.statement_id for hit in small.retriever.search(query, Language.EN)]


def test_each_statement_comes_once_in_the_language_asked_for(small: Knowledge) -> None:
    hits = small.retriever.search(Query("24 hours 24小时", NATION, limit=50), Language.ZH)

    ids = [hit.passage.statement_id for hit in hits]
    assert len(ids) == len(set(ids))
    assert {hit.passage.language for hit in hits} == {Language.ZH}


def test_a_question_line_leads_to_its_section(small: Knowledge) -> None:
    assert "cn/registering#within-24-hours" in _ids(small, "does the clock start at landing")[:2]


def test_a_hit_in_either_language_stands_for_the_statement(small: Knowledge) -> None:
    assert _ids(small, "居住证每年签注")[0] == "cn/endorsement#once-a-year"


@pytest.mark.parametrize("status", list(Status))
def test_a_known_status_shows_only_its_own(small: Knowledge, status: Status) -> None:
    query = Query("registration residence permit hours", Scope("cn", status, TODAY), limit=50)
    hits = small.retriever.search(query, Language.EN)

    assert all(status in hit.passage.statuses for hit in hits)


def test_a_city_sees_its_own_rules_and_the_nations_and_no_other_city(small: Knowledge) -> None:
    shenzhen = _ids(small, "endorsement", Scope("cn/guangdong/shenzhen", None, TODAY))
    beijing = _ids(small, "endorsement", Scope("cn/beijing", None, TODAY))

    assert "cn/guangdong/shenzhen/endorsement#shenzhen-8-months" in shenzhen
    assert "cn/endorsement#once-a-year" in shenzhen
    assert "cn/guangdong/shenzhen/endorsement#shenzhen-8-months" not in beijing


def test_an_article_is_looked_up_and_comes_first(small: Knowledge) -> None:
    found = _ids(small, "endorsement", keys=(Key("eeal-2012", "76"),))

    assert found[0] == "cn/registering#fine"


def test_an_article_is_found_without_any_text(small: Knowledge) -> None:
    assert _ids(small, "", keys=(Key("eeal-2012", "76"),)) == ["cn/registering#fine"]


def test_the_facet_asked_moves_up(small: Knowledge) -> None:
    plain = _ids(small, "foreigner registration").index("cn/registering#fine")
    asked = _ids(small, "foreigner registration", facets=(Facet.PENALTY,)).index(
        "cn/registering#fine"
    )

    assert asked <= plain


def test_a_superseded_rule_loses_weight(small: Knowledge) -> None:
    def score(day: date) -> float:
        scope = Scope("cn/guangdong/shenzhen", None, day)
        hits = small.retriever.search(Query("shenzhen 8 months", scope), Language.EN)
        return next(h.score for h in hits if "shenzhen-8" in h.passage.id)

    assert score(date(2026, 1, 1)) < score(date(2016, 1, 1))


def test_a_passage_and_its_pair(small: Knowledge) -> None:
    passage = small.retriever.passage("cn/registering#fine.en")

    assert passage is not None
    pair = small.retriever.pair(passage)
    assert pair is not None
    assert pair.id == "cn/registering#fine.zh"
    assert small.retriever.passage("no/such#one.en") is None


def test_validity_of_a_users_document_is_kept(small: Knowledge) -> None:
    passage = small.retriever.passage("cn/registering#fine.en")
    assert passage is not None
    dated = replace(passage, effective_from=date(2026, 1, 1), effective_until=date(2026, 6, 30))

    assert holds(dated, Scope("cn", None, date(2026, 6, 30)))
    assert not holds(dated, Scope("cn", None, date(2025, 12, 31)))
    assert not holds(dated, Scope("cn", None, date(2026, 7, 1)))


def test_langchain_gets_documents_with_scope_and_sources(small: Knowledge) -> None:
    retriever = HukouRetriever(retriever=small.retriever, scope=NATION, limit=2)

    documents = retriever.invoke("what happens if a foreigner registers late")

    found = {document.id: document.metadata for document in documents}
    assert len(documents) == 2
    assert found["cn/registering#fine.en"]["sources"] == ["eeal-2012:76(1)(6)"]
    assert found["cn/registering#fine.en"]["statuses"] == ["foreigner"]
    chinese = {document.id for document in retriever.invoke("外国人晚登记会怎样")}
    assert "cn/registering#fine.zh" in chinese


def test_a_passage_changed_in_memory_is_found_by_its_old_words(small: Knowledge) -> None:
    fine = small.corpus.passages["cn/registering#fine.en"]
    other = small.retriever.with_passages({fine.id: replace(fine, text="Nothing to pay.")})

    hit = other.search(Query(fine.text, NATION), Language.EN)[0]

    assert hit.passage.text == "Nothing to pay."
    assert other.document(fine, fine.facet)[0].text == "Nothing to pay."
    assert small.retriever.passage(fine.id) == fine


def test_a_statement_taken_away_in_memory_is_found_by_no_way(small: Knowledge) -> None:
    gone = ("cn/registering#fine.en", "cn/registering#fine.zh")
    other = small.retriever.with_passages(dict.fromkeys(gone))
    asked = "what happens if a foreigner registers late"

    hits = other.search(Query(asked, NATION, keys=(Key("eeal-2012", "76"),)), Language.EN)

    assert "cn/registering#fine" not in [hit.passage.statement_id for hit in hits]
    assert other.passage(gone[0]) is None
    assert "cn/registering#fine" in _ids(small, asked)


@pytest.fixture(scope="module")
def with_laws(small_corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The small corpus beside a user's laws: one that is an instrument, one that is none."""
    folder = tmp_path_factory.mktemp("laws")
    law = (
        "# 中华人民共和国出境入境管理法\n\n第七十五条 甲。\n\n第七十六条 有下列情形的，给予警告。\n"
    )
    (folder / "eeal.md").write_text(law)
    tenancy = "# Tenancy Act\n\nArticle 75 One.\n\nArticle 76 A landlord keeps a book.\n"
    (folder / "tenancy.txt").write_text(
        f"---\nplace: Beijing\neffective_from: 2020-01-01\n---\n{tenancy}"
    )
    settings = Settings(data_dir=folder / "data", conversation_days=0)
    ingest(folder / "data/documents", "laws", [folder / "eeal.md", folder / "tenancy.txt"])
    return make_knowledge(settings, embedder=HashEmbedder(), corpus=small_corpus)


def _exact(knowledge: Knowledge, text: str, scope: Scope = NATION) -> list[str]:
    reader = KeyReader(knowledge.corpus.instruments, knowledge.retriever.titles)
    query = Query(text, scope, keys=reader.read(text))
    return [h.passage.id for h in knowledge.retriever.search(query, Language.EN) if h.exact]


def test_an_article_of_a_users_law_is_found_beside_what_the_corpus_says(
    with_laws: Knowledge,
) -> None:
    for text in ("出境入境管理法第七十六条", "Art. 76 EEAL"):
        assert set(_exact(with_laws, text)) == {"cn/registering#fine.en", "laws/eeal:76"}


def test_an_article_of_a_users_law_holds_where_and_when_it_says(with_laws: Knowledge) -> None:
    asked = "article 76 of the Tenancy Act"

    assert _exact(with_laws, asked, Scope("cn/beijing", None, TODAY)) == ["laws/tenancy:76"]
    assert _exact(with_laws, asked) == []
    assert _exact(with_laws, asked, Scope("cn/beijing", None, date(2019, 1, 1))) == []


@pytest.mark.parametrize(
    "text", ["", "???", "🙂🙂", "\u200b", "第", "x" * 4000, "登记" * 2000, "Article 999"]
)
def test_odd_texts_are_searched_without_fault(with_laws: Knowledge, text: str) -> None:
    reader = KeyReader(with_laws.corpus.instruments, with_laws.retriever.titles)
    hits = with_laws.retriever.search(Query(text, NATION, keys=reader.read(text)), Language.ZH)

    assert not any(hit.exact for hit in hits)


def test_a_collection_without_passages_finds_nothing(small_corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/notes.json").write_text("{}")
    settings = Settings(data_dir=tmp_path, conversation_days=0)

    knowledge = make_knowledge(settings, embedder=HashEmbedder(), corpus=small_corpus)

    assert knowledge.retriever.search(Query("fine", NATION), Language.EN, ["notes"]) == []
