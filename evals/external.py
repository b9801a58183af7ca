"""Sets of others: cases in three forms, and TREC judgements with a run.

| form   | known by       | becomes |
|--------|----------------|---------|
| ours   | `turns`        | a Case a line, as in `evals/cases` |
| LexRAG | `conversation` | a Case for each turn that has keywords, asked after the turns before it: keywords → vital points; articles that a statement here stands on → deciding locators |
| ALCE   | `qa_pairs` or `answers` | a Case: each short answer or listed answer, under any of its names → a vital point |

JSON (a list, or an object with `data`) and JSONL are both read. Vital points are found word for
word, as LexRAG's keyword accuracy and ALCE's exact-match recall are; ALCE's ELI5 has claims that
only a model can look for, and is not taken. What a set says of other texts than ours is no rule
held here, so such cases have no locators and their retrieval and citations are not scored.

Sources: Li et al., "LexRAG: Benchmarking retrieval-augmented generation in multi-turn legal
consultation conversation", 2025; Gao et al., "Enabling large language models to generate text with
citations", EMNLP 2023.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import ir_measures
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.loader import Corpus, load_corpus
from corpus.statement import Locator
from evals.case import DECIDES, Case, Suite, load_suite
from evals.errors import CasesUnusable
from evals.language import language_of
from evals.patterns import literal
from evals.ranking import MEASURES
from evals.result import Json
from index.keys import KeyReader

_FORMS = "ours (`turns`), LexRAG (`conversation`), or ALCE (`qa_pairs`, `answers`)"
_Texts = tuple[str, ...]
_Record = TypeVar("_Record")


class _Turn(BaseModel):
    """A turn of LexRAG; what else a record holds is not used."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    user: str
    article: _Texts | str = ()
    keywords: _Texts = Field((), alias="keyword")


class _LexRag(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: int | str
    conversation: tuple[_Turn, ...]


class _ShortAnswers(BaseModel):
    model_config = ConfigDict(extra="ignore")

    short_answers: _Texts


class _Alce(BaseModel):
    """ASQA has `qa_pairs`, QAMPARI `answers`: for each answer its names."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    id: int | str = Field("", alias="sample_id")
    question: str
    qa_pairs: tuple[_ShortAnswers, ...] = ()
    answers: tuple[_Texts, ...] = ()


class _Rules:
    """Articles as another set writes them → locators that a statement here stands on."""

    def __init__(self, corpus: Corpus) -> None:
        self._keys = KeyReader(corpus.instruments)
        self._held = {loc for s in corpus.statements.values() for loc in s.locators}

    def find(self, articles: Sequence[str]) -> list[str]:
        """Locators of the articles that are held here, in their order; others are left out."""
        keys = [key for article in articles for key in self._keys.read(article)]
        return [
            str(Locator(key.instrument, None, key.article, key.paragraph, key.item))
            for key in keys
            if key.instrument and any(key.matches(locator) for locator in self._held)
        ]


def read_cases(path: Path) -> Suite:
    """A file of cases in any form known.

    Raises:
        CasesUnusable: it cannot be read, is of another form, or holds no case; names the record.
    """
    records = _records(path)
    if all("turns" in record for record in records):
        return load_suite(path)
    rules = _Rules(load_corpus())
    cases: list[Case] = []
    for number, record in enumerate(records, start=1):
        try:
            cases += _convert(record, number, rules)
        except (ValidationError, ValueError) as error:
            problem = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
            raise CasesUnusable(
                f"{path}: record {number}: {problem}", hint=f"the form is {_FORMS}"
            ) from error
    if not cases:
        raise CasesUnusable(f"{path} holds no case", hint=f"the form is {_FORMS}")
    return Suite(name=path.stem, cases=tuple(cases))


def _records(path: Path) -> list[Json]:
    try:
        text = path.read_text(encoding="utf-8")
        found = _parsed(text)
    except OSError as error:
        raise CasesUnusable(
            f"{path}: {error.strerror}", hint="name a JSON or JSONL file"
        ) from error
    except ValueError as error:
        raise CasesUnusable(f"{path}: {error}", hint="JSON, or one JSON object a line") from error
    if not found or not all(isinstance(record, dict) for record in found):
        raise CasesUnusable(f"{path} holds no case", hint=f"the form is {_FORMS}")
    return found


def _parsed(text: str) -> list[Json]:
    try:
        whole = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    data = whole.get("data", [whole]) if isinstance(whole, dict) else whole
    return list(data) if isinstance(data, list) else []


def _convert(record: Json, number: int, rules: _Rules) -> Iterator[Case]:
    if "conversation" in record:
        yield from _from_lexrag(_LexRag.model_validate(record), rules)
    elif "qa_pairs" in record or "answers" in record:
        yield _from_alce(_Alce.model_validate(record), number)
    elif "claims" in record:
        raise ValueError("claims need a model to look for them; ASQA and QAMPARI have answers")
    else:
        raise ValueError(f"none of the fields that tell its form: {', '.join(record)}")


def _from_lexrag(record: _LexRag, rules: _Rules) -> Iterator[Case]:
    for number, turn in enumerate(record.conversation, start=1):
        if turn.keywords:
            articles = (turn.article,) if isinstance(turn.article, str) else turn.article
            yield _case(
                f"lexrag-{record.id}-{number}",
                [earlier.user for earlier in record.conversation[:number]],
                [(word,) for word in turn.keywords],
                dict.fromkeys(rules.find(articles), DECIDES),
            )


def _from_alce(record: _Alce, number: int) -> Case:
    answers = [pair.short_answers for pair in record.qa_pairs] or record.answers
    return _case(f"alce-{record.id or number}", [record.question], answers, {})


def _case(
    case_id: str,
    turns: Sequence[str],
    points: Sequence[_Texts],
    locators: Mapping[str, int],
) -> Case:
    taken_from = case_id.partition("-")[0]
    wanted = ["|".join(literal(name) for name in names if name.strip()) for names in points]
    return Case.model_validate(
        {
            "id": re.sub(r"[^a-z0-9]+", "-", case_id.lower()).strip("-"),
            "language": language_of(turns[-1]),
            "turns": turns,
            "expect": ["answer"],
            "turns_on": case_id,
            "locators": locators,
            "vital": [pattern for pattern in wanted if pattern],
            "taken_from": taken_from,
            "why": f"Taken from {taken_from}, with what it names as the answer.",
        }
    )


def score_run(qrels: Path, run: Path) -> dict[str, float]:
    """The retrieval metrics of a TREC run against TREC judgements, by ir_measures.

    Returns:
        recall@5, recall@10, mrr@10 and ndcg@10, each the mean over the queries judged; a query
        that the run leaves out, or of which nothing is relevant, counts 0.

    Raises:
        CasesUnusable: a file cannot be read or is empty, or no query of the run is judged.
    """
    judged = _trec(qrels, ir_measures.read_trec_qrels, "query iteration document relevance")
    ranked = _trec(run, ir_measures.read_trec_run, "query Q0 document rank score tag")
    if not {q.query_id for q in judged} & {d.query_id for d in ranked}:
        raise CasesUnusable(f"{run} has no query of {qrels}", hint="both name the same queries")
    found = ir_measures.calc_aggregate(list(MEASURES.values()), judged, ranked)
    return {name: float(found[measure]) for name, measure in MEASURES.items()}


def _trec(path: Path, read: Callable[[str], Iterable[_Record]], columns: str) -> list[_Record]:
    try:
        found = list(read(str(path)))
    except OSError as error:
        raise CasesUnusable(f"{path}: {error.strerror}", hint=f"lines of: {columns}") from error
    except ValueError as error:
        raise CasesUnusable(f"{path}: {error}", hint=f"lines of: {columns}") from error
    if not found:
        raise CasesUnusable(f"{path} is empty", hint=f"lines of: {columns}")
    return found
