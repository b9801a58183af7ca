"""What every engine is given: a folder with passages, questions and their vectors."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from corpus.loader import Corpus
from corpus.places import ladder
from corpus.statement import Passage
from evals.bench_passages import Filling
from evals.case import load_suites
from evals.peers.loop import Job, PassageRecord, QuestionRecord
from evals.runner import TODAY, tasks_of
from index.contents import Entry
from index.embeddings import Vectors


@dataclass(frozen=True, slots=True)
class BenchQuestion:
    """A question of the dev split, with the statement that decides it."""

    record: QuestionRecord
    statement_id: str


def dev_questions(corpus: Corpus) -> tuple[BenchQuestion, ...]:
    """Single questions of the dev split that a statement answers.

    Place and status are those of the statement, as if chosen in the form: every engine is told.
    """
    found = []
    for task in tasks_of(load_suites(), split="dev", suite=None):
        case = task.case
        right = corpus.statements.get(case.turns_on)
        if right is None or len(case.turns) > 1 or "answer" not in case.expect:
            continue
        passage = corpus.passages[f"{right.id}.en"]
        status = case.status or passage.statuses[0]
        record: QuestionRecord = {
            "id": case.id,
            "text": case.turns[0].strip(),
            "place": passage.place,
            "places": list(ladder(passage.place)),
            "status": status.value,
            "as_of": (case.as_of or TODAY).isoformat(),
        }
        found.append(BenchQuestion(record, right.id))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Material:
    """All that is measured on at one size.

    Attributes:
        leads: `?` lines of the statements held, and of what nothing answers, for the engine that
            uses them.
        vectors, lead_vectors, question_vectors: a row for each.
        embedder: name of the model that made the vectors.
    """

    filling: Filling
    vectors: Vectors
    leads: Sequence[Entry]
    lead_vectors: Vectors
    questions: Sequence[BenchQuestion]
    question_vectors: Vectors
    embedder: str

    @property
    def statements(self) -> Mapping[str, str]:
        """Passage id → statement id."""
        return {p.id: p.statement_id for p in self.filling.passages}


def write_job(folder: Path, material: Material) -> Job:
    """A fresh folder for one engine."""
    folder.mkdir(parents=True)
    _write(folder / "passages.jsonl", map(_passage, material.filling.passages))
    _write(folder / "questions.jsonl", (question.record for question in material.questions))
    _write(folder / "leads.jsonl", map(asdict, material.leads))
    (folder / "embedder.txt").write_text(material.embedder, encoding="utf-8")
    np.save(folder / "passages.npy", material.vectors)
    np.save(folder / "questions.npy", material.question_vectors)
    np.save(folder / "leads.npy", material.lead_vectors)
    return Job(folder)


def _passage(passage: Passage) -> PassageRecord:
    return {
        "id": passage.id,
        "statement_id": passage.statement_id,
        "text": passage.text,
        "language": passage.language.value,
        "document": passage.document,
        "place": passage.place,
        "statuses": [status.value for status in passage.statuses],
        "facet": passage.facet.value,
        "locators": [str(locator) for locator in passage.locators],
        "collection": passage.collection,
    }


def _write(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
