"""A question from feedback → a case skeleton in `from_feedback.jsonl`, to be reviewed as a diff.

The skeleton takes the reply at its word: what it cited, said and refused is put down as right, so
that the one who reviews it strikes out what is wrong instead of writing from nothing.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from assistant.conversations import Conversations
from assistant.privacy import mask
from assistant.settings import Settings
from assistant.wiring import Folders
from corpus.atomic import write_atomically
from corpus.statement import NATION
from evals.case import CASES, Case, load_suites
from evals.errors import CasesUnusable
from evals.language import language_of
from evals.metrics import cited_locators
from evals.patterns import figures, literal
from evals.result import Json

FILE = "from_feedback.jsonl"
_WHY = "From feedback, not reviewed yet: say here what is right, and by which rule."
_TOPIC_CHARACTERS = 60


def add_case(
    question: str, *, reply: Json | None = None, earlier: Sequence[str] = (), cases: Path = CASES
) -> Case:
    """Append the skeleton of a case; it stays in the dev split.

    Args:
        question: as a person wrote it; personal numbers are masked before it is kept.
        reply: what the assistant said to it, as JSON; None expects a refusal, to be changed.
        earlier: the questions before it in the same conversation, oldest first.
        cases: the folder of the cases.

    Returns:
        The case as written.

    Raises:
        CasesUnusable: the question is blank or a case asks it already, or the folder holds a file
            that cannot be read; nothing is written then.
    """
    turns = tuple(mask(turn.strip()) for turn in (*earlier, question))
    try:
        case = Case.model_validate(_known(turns) | (_from_reply(reply, turns[-1]) if reply else {}))
    except ValidationError as error:
        raise CasesUnusable(
            f"no case can be made of {question!r}: {error.errors()[0]['msg']}",
            hint='name a question, as in `hukou eval add --question "…"`',
        ) from error
    _refuse_known(case, cases)
    path = cases / FILE
    before = path.read_bytes() if path.exists() else b""
    record = case.model_dump(mode="json", exclude_defaults=True)
    line = json.dumps(record, ensure_ascii=False) + "\n"
    write_atomically(path, before + line.encode())
    return case


def add_from_receipt(receipt_id: str, settings: Settings, *, cases: Path = CASES) -> Case:
    """Append the skeleton of a stored turn, with the questions before it.

    Args:
        receipt_id: as a Reply shows it, `receipt.id`.
        settings: say where conversations are kept and for how long.
        cases: the folder of the cases.

    Raises:
        CasesUnusable: no turn has this receipt, or see `add_case`.
    """
    path = Folders(settings.data_dir).conversations
    turns: list[tuple[str, Json]] = []
    if path.exists():
        conversations = Conversations(path, keep_days=settings.conversation_days)
        turns = conversations.until(receipt_id)
        conversations.close()
    if not turns:
        raise CasesUnusable(
            f"no kept turn has the receipt {receipt_id!r}",
            hint="conversations are kept for HUKOU_CONVERSATION_DAYS; "
            'give the question itself: `hukou eval add --question "…"`',
        )
    *before, (question, reply) = turns
    return add_case(question, reply=reply, earlier=[asked for asked, _ in before], cases=cases)


def _known(turns: Sequence[str]) -> Json:
    """What is known without a reply."""
    digest = hashlib.sha256("\n".join(turns).encode()).hexdigest()
    return {
        "id": f"feedback-{digest[:10]}",
        "language": language_of(turns[-1]),
        "turns": turns,
        "expect": ["refusal"],
        "turns_on": turns[-1][:_TOPIC_CHARACTERS].ljust(3, "."),
        "split": "dev",
        "why": _WHY,
    }


def _from_reply(reply: Json, question: str) -> Json:
    """What a reply adds: kind, scope, and what it stands on."""
    found = {"expect": [reply["kind"]]} | _scope(reply["scope"])
    if reply["language"] != language_of(question):
        found["answer_in"] = reply["language"]
    if reply["kind"] == "refusal":
        return found | {"reason": [reply["refusal"]["reason"]]}
    facts = [s for s in reply["sentences"] if s["citations"]]
    passages = {c["number"]: c["passage_id"] for c in reply["citations"]}
    found["turns_on"] = passages[facts[0]["citations"][0]].rpartition(".")[0]
    if reply["kind"] == "answer":
        return found | _points(facts, reply)
    statuses = dict.fromkeys(s["group"]["status"] for s in facts if s["group"])
    return found | {
        "groups": {
            status: _points([s for s in facts if (s["group"] or {}).get("status") == status], reply)
            for status in statuses
            if status
        }
    }


def _scope(scope: Json) -> Json:
    """Status, place and day: sent again where not carried or assumed, expected in any case."""
    status = scope["status"]
    place = scope["place"] if scope["place"] != NATION else None
    given: Json = {"as_of": scope["as_of"]}
    if status and "status" not in (*scope["carried"], *scope["assumed"]):
        given["status"] = status
    if place and "place" not in scope["carried"]:
        given["place"] = place
    if status or place:
        given["scope"] = {"status": status, "place": place}
    return given


def _points(facts: Sequence[Json], reply: Json) -> Json:
    """The rules of the first fact as deciding, those of the others as of help; its figures."""
    lead = facts[0]["text"]
    return {
        "locators": _locators(facts[1:], reply, 1) | _locators(facts[:1], reply, 2),
        "vital": figures(lead) or [literal(lead)],
    }


def _locators(facts: Sequence[Json], reply: Json, grade: int) -> dict[str, int]:
    numbers = {n for fact in facts for n in fact["citations"]}
    cited = [c for c in reply["citations"] if c["number"] in numbers]
    return dict.fromkeys(cited_locators({"citations": cited}), grade)


def _refuse_known(case: Case, cases: Path) -> None:
    paths = sorted(cases.glob("*.jsonl"))
    for suite in load_suites(paths) if paths else ():
        for known in suite.cases:
            if known.id == case.id or known.turns == case.turns:
                raise CasesUnusable(
                    f"{known.id} in {suite.name} asks this already", hint="change that case instead"
                )
