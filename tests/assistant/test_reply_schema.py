"""The Reply of the contract, pinned: every key present, nothing more."""

import json
from typing import Any

import jsonschema
import pytest

from assistant.pipeline import Assistant
from assistant.reply import Question
from assistant.reply_json import reply_json


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
STATUS = {"enum": ["foreigner", "hmt", "citizen", "overseas_chinese"]}
PLACE = {"type": "string", "pattern": "^cn(/[a-z-]+)*$"}
GRADES = [
    "law",
    "administrative_regulation",
    "ministry_rule",
    "policy_document",
    "local_regulation",
    "local_rule",
    "official_guide",
    "page",
]
SOURCE = _object(
    {
        "instrument": TEXT,
        "instrument_title": TEXT,
        "locator": _or_null(TEXT),
        "grade": {"enum": GRADES},
        "status": {"enum": ["in_force", "superseded", "repealed", "unchecked"]},
        "effective_from": _or_null(DAY),
        "effective_until": _or_null(DAY),
        "text_as_of": TEXT,
        "verified_on": _or_null(DAY),
        "url": _or_null(TEXT),
    }
)
REPLY = _object(
    {
        "kind": {"enum": ["answer", "clarification", "refusal"]},
        "language": {"enum": ["en", "zh-Hans", "zh-Hant"]},
        "text": TEXT,
        "sentences": _list(
            _object(
                {
                    "text": TEXT,
                    "role": {
                        "enum": ["fact", "computed", "heading", "assumption", "contact", "note"]
                    },
                    "citations": _list(NUMBER),
                    "group": _or_null(
                        _object({"status": _or_null(STATUS), "place": PLACE, "facet": TEXT})
                    ),
                }
            )
        ),
        "citations": _list(
            _object(
                {
                    "number": NUMBER,
                    "passage_id": TEXT,
                    "quote": TEXT,
                    "start": NUMBER,
                    "end": NUMBER,
                    "title": TEXT,
                    "place": PLACE,
                    "statuses": _list(STATUS),
                    "sources": _list(SOURCE),
                }
            )
        ),
        "scope": _object(
            {
                "status": _or_null(STATUS),
                "place": PLACE,
                "as_of": DAY,
                "carried": _list({"enum": ["status", "place", "topic", "dates"]}),
                "assumed": _list(TEXT),
            }
        ),
        "clarification": _or_null(
            _object(
                {
                    "asks": {"enum": ["status", "place", "topic"]},
                    "question": TEXT,
                    "options": _list(_object({"value": TEXT, "label": TEXT})),
                }
            )
        ),
        "refusal": _or_null(
            _object(
                {
                    "reason": {
                        "enum": [
                            "not_in_corpus",
                            "out_of_scope",
                            "no_rule_for_place",
                            "not_in_force",
                            "unsupported",
                            "unsafe",
                        ]
                    },
                    "nearest": _list(_object({"text": TEXT, "citations": _list(NUMBER)})),
                    "contacts": _list(_object({"name": TEXT, "phone": TEXT})),
                }
            )
        ),
        "deadlines": _list(
            _object({"label": TEXT, "due": _or_null(TEXT), "sum": TEXT, "citation": NUMBER})
        ),
        "conflicts": _list(
            _object({"sides": _list(NUMBER), "prevails": _or_null(NUMBER), "reason": TEXT})
        ),
        "receipt": _object(
            {
                "id": TEXT,
                "corpus": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                "composer": {"enum": ["extractive", "model"]},
                "model": _or_null(TEXT),
                "prompt": _or_null(TEXT),
                "timings_ms": {"type": "object", "additionalProperties": NUMBER},
            }
        ),
        "conversation_id": TEXT,
    }
)

QUESTIONS = [
    "I'm American. How soon must I register after moving into a friend's flat, and what if I don't?",
    "How do I get a residence permit?",
    "Best dumplings in Beijing?",
    "居住證多久簽注一次？",
    "帮我伪造一份在职证明",
    "出境入境管理法第三十九条",
]


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_reply_has_every_key_and_no_other(assistant: Assistant, question: str) -> None:
    reply = json.loads(json.dumps(reply_json(assistant.reply(Question(question)))))

    jsonschema.validate(reply, REPLY)
    numbers = {citation["number"] for citation in reply["citations"]}
    for sentence in reply["sentences"]:
        assert set(sentence["citations"]) <= numbers
        if sentence["role"] in ("fact", "computed"):
            assert sentence["citations"]
    assert reply["text"].startswith(reply["sentences"][0]["text"])
    kinds = {"clarification": reply["clarification"], "refusal": reply["refusal"]}
    assert {kind for kind, part in kinds.items() if part} == {reply["kind"]} - {"answer"}
