"""What a chat model is given: the rules from files, and data in which nothing can act as a rule."""

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.language_model import Prompt
from corpus.statement import Passage
from corpus.text import normal_form

MOST_KEYS = 3  # that a sentence may name
FOLDER = Path(__file__).parent / "prompts"
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
_UNSEEN_STYLE = re.compile(
    r"<(\w+)\b[^>]*(?:\bhidden\b|display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|font-size\s*:\s*0|color\s*[:=]\s*[\"']?\s*(?:white\b|#fff(?:fff)?\b|transparent\b"
    r"|rgba?\(\s*255\s*,\s*255\s*,\s*255))[^>]*>.*?(?:</\1\s*>|\Z)",
    re.S | re.I,
)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.I)
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u115f\u1160\u3164\uffa0\u034f]")
# A text that speaks to a machine, not to a person: no rule of an office reads like this.
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass|overrule)\b[^.!?]{0,40}\b(?:rules?|instructions?|prompts?|polic(?:y|ies)|guidelines?|above|previous|earlier|everything)\b"
    r"|\b(?:system|developer)[ _-]?(?:prompt|message|instruction|override|note)s?\b"
    r"|\b(?:you are|act as|pretend (?:to be|you)|behave as|role-?play)\b[^.!?]{0,30}\b(?:an? (?:ai|assistant|model|bot|dan)|now|unrestricted|chatgpt|gpt|dan)\b"
    r"|\b(?:ai|assistants?|chat ?bots?|language models?|llms?|models?)\b[^.!?]{0,30}\b(?:must|should|shall|please|:)\s*(?:now )?(?:answer|say|tell|reply|respond|write|output|state|add|cite|use)\b"
    r"|\b(?:tell|inform|assure)\b (?:the |every |each |all )?(?:users?|readers?|visitors?|customers?|askers?|person asking)\b"
    r"|\b(?:answer|reply|respond|output|print|repeat|reveal|write) (?:only |with |exactly |that |verbatim |your |the (?:text|words?|prompt|rules|following|passage))"
    r"|\b(?:new|updated|secret|hidden|real) (?:instructions?|rules? for (?:the )?(?:ai|assistant|model))\b"
    r"|\bjailbreak|\bdo anything now\b|<\|?(?:im_start|im_end|system|assistant|user|endoftext)\b|\[/?inst\]|#{2,} ?(?:system|instruction|assistant)"
    r"|\"?\b(?:keys?|passage_key)\"?\s*[:=]\s*[\[\"']"
    r"|(?:忽略|无视|忘记|忘掉|不要?理会|不要?遵守|跳过|抛开)[^。！？]{0,16}(?:规则|指令|指示|提示|设定|以上|上文|上述|之前|前面)"
    r"|系统(?:提示|消息|指令|设定)|开发者(?:模式|消息|指令)|越狱|你现在(?:是|扮演)|(?:假装|扮演)[^。！？]{0,10}(?:助手|模型|机器人|专家|律师)"
    r"|(?:人工智能|助手|模型|机器人|ai)[^。！？]{0,10}(?:必须|应当|应该|请|务必|一律)[^。！？]{0,6}(?:回答|回复|告诉|输出|写|说|引用)"
    r"|(?:告诉|告知|答复|转告)(?:用户|读者|提问者|访客)|(?:只|请|一律|直接|务必)(?:要)?(?:回答|回复|输出|复述|重复)|(?:输出|复述|重复|泄露|公开)[^。！？]{0,8}(?:提示词|规则|指令|原文)"
    r"|新(?:的)?指令",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The files of `prompts/`.

    Attributes:
        hash: of all of them, names included; stands in each receipt.
    """

    answer: str
    rewrite: str
    translate: str
    hash: str


def load_rules(folder: Path = FOLDER) -> Rules:
    """Read the prompt files."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    digest = hashlib.sha256("".join(f"{k}\n{v}\n" for k, v in texts.items()).encode())
    return Rules(
        texts["answer"], texts["rewrite"], texts["translate"], f"sha256:{digest.hexdigest()}"
    )


def visible(text: str) -> str:
    """What a person would see of a text: no comments, hidden elements, tags or unseen characters."""
    for pattern in (_COMMENT, _UNSEEN_STYLE, _TAG, _VARIATION):
        text = pattern.sub("", text)
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())


def is_fit(text: str) -> bool:
    """Whether a passage may be answered from: it hides nothing and gives no orders to a program."""
    if _COMMENT.search(text) or _UNSEEN_STYLE.search(text):
        return False
    return not speaks_to_a_machine(text)


def speaks_to_a_machine(text: str) -> bool:
    """Whether a text gives orders to the program that reads it, as no office's rule does."""
    return any(_TO_A_MACHINE.search(plain) for plain in (normal_form(text), visible(text)))


def with_keys(passages: Sequence[Passage]) -> Mapping[str, Passage]:
    """A fresh key for each passage, which no text can have foreseen."""
    return {secrets.token_hex(3): passage for passage in passages}


def answer_prompt(
    rules: Rules,
    question: str,
    keyed: Mapping[str, Mapping[str, str]],
    facts: Mapping[str, str],
    *,
    translated: bool,
) -> Prompt:
    """The call that writes an answer.

    Args:
        question: as the person wrote it, masked.
        keyed: key → texts of a passage, by the name of their language.
        facts: further members of the data, such as whom it is for.
        translated: whether each sentence is wanted in English, too.
    """
    passages = [
        {"key": key, **{name: visible(text) for name, text in texts.items()}}
        for key, texts in keyed.items()
    ]
    data = {"question": visible(question), **facts, "passages": passages}
    return Prompt(rules.answer, _json(data), _schema(list(keyed), translated=translated))


def small_prompt(rules: str, **data: str) -> Prompt:
    """A call that gives one text back, for `read_written`."""
    return Prompt(rules, _json({name: visible(text) for name, text in data.items()}))


def _json(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _schema(keys: Sequence[str], *, translated: bool) -> Mapping[str, object]:
    """What an endpoint that can do so holds the model to: one object with all sentences."""
    text = {"type": "string"}
    names = ("text", "english") if translated else ("text",)
    members: dict[str, object] = dict.fromkeys(names, text)
    key = {"type": "string", "enum": list(keys)}
    members["keys"] = {"type": "array", "items": key, "minItems": 1, "maxItems": MOST_KEYS}
    sentence = {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"sentences": {"type": "array", "items": sentence}},
        "required": ["sentences"],
        "additionalProperties": False,
    }
