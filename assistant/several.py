"""A message → the questions it asks, each with what is told before it.

People ask two or three things at once: "can he stay, and what does it cost?" Each has a rule of its own.
"""

import re
from dataclasses import dataclass

from corpus.text import has_han
from index.lexical import tokens

MOST = 4  # questions; what follows belongs to the last

_SENTENCE = re.compile(r"(?<=[?？!！。;；\n])|(?<=[a-z\d)'\"]\.)\s+", re.IGNORECASE)
_AUX = r"(?:can|could|do|does|did|is|are|am|was|must|will|would|should|may|has|have|shall)"
_ASKS_FIRST = (
    rf"(?:how|what|whose|why|(?:when|where|who|whom|which(?: \w+)?) {_AUX}|"
    r"(?:can|could|do|does|did|must|will|would|should|may|shall|is|are|am|was|has|have)(?:n't)? "
    r"(?:i|we|you|he|she|it|they|there|my|our|his|her|their|the|this|that|these|those|an?|any(?:one|body)?|some\w*|one)\b)"
)
_CLAUSE = re.compile(
    rf"(?:,|\s)\s*(?=(?:and|plus)\s+(?:also\s+|then\s+|if\s[^,]{{2,40}},\s*)?{_ASKS_FIRST})|,\s*(?=also\b)"
    r"|[,，、]\s*(?=还有|另外|以及|顺便|再就是|那么?[^,，]{0,12}[吗呢]"
    r"|(?:要不要|能不能|可不可以|用不用|需不需要|会不会|是不是|怎么|多久|多少|几[天年个]|哪[些个里儿]|什么时候|谁|有没有))",
    re.IGNORECASE,
)
_LEAD = r"(?:(?:and|also|plus|but|so|then|ok|okay|if so|in that case|hi|hello|please|anyway|also if so)\b,?\s+)*"
_ASKS_EN = re.compile(rf"^{_LEAD}(?:if\b[^,?]*,\s*)?{_ASKS_FIRST}|\?\s*$", re.IGNORECASE)
_ASKS_ZH = re.compile(
    r"[吗呢嗎咩]|怎么|怎麼|怎样|如何|多久|多少|多长时间|(?<![一二三四五六七八九十])[几幾](?:[年个個次岁歲号號耐多項]|小[时時])|[几幾][天日]之?[内內]|"
    r"(?:要|得|等|住|待|留|提前|早)[几幾][天日]|哪|邊[度個幾]|什么|什麼|啥|咋|是否|能否|可否|谁|誰|"
    r"([能要会會算行是有可用得该該])[不唔没沒]\1|有没有|有沒有|[?？]\s*$"
)
# What asks of the question before it, and nothing new.
_ECHO = re.compile(
    r"(?:is (?:it|that|this) (?:really )?(?:true|right|correct|ok|okay|legal|allowed|possible|normal)|right|correct|"
    r"true|any idea|what (?:do|should|can) (?:i|we) do(?: now)?|does that matter|or not|"
    r"(?:这样)?(?:是真的|真的|对|可以|行|合法|合理|有依据|没事|没关系|有影响|影响)(?:吗|么|嘛|不)?|是不是(?:真的)?|对不对|行不行|"
    r"可不可以|怎么办|咋办|怎麼辦)[\s?？。!！.]*",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\s*[,，]?\s*(?:or\b|还是|還是|或者|哪怕|不是说|\S{1,6}(?:还是|還是)\S{1,4}$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a message.

    Attributes:
        told: what the message tells before it; "" where nothing.
        text: the question alone, as it was typed.
    """

    told: str
    text: str

    @property
    def whole(self) -> str:
        """What is told, and the question."""
        return f"{self.told} {self.text}".strip()


def questions_in(message: str) -> tuple[Asked, ...]:
    """The questions of a message, in its order; one where it asks one thing, or nothing plainly.

    What gives a choice ("or must I go out first?") or only asks back ("is that true?") belongs to the question
    before it; what is told after the last question belongs to that one.
    """
    found: list[Asked] = []
    told: list[str] = []
    for piece in _pieces(message):
        if not _asks(piece):
            told.append(piece)
        elif found and (len(found) == MOST or _belongs_to_the_last(piece)):
            last = found.pop()
            found.append(Asked(last.told, _joined([last.text, *told, piece])))
            told = []
        else:
            found.append(Asked(_joined(told), piece))
            told = []
    if found and told:
        last = found.pop()
        found.append(Asked(_joined([last.told, *told]), last.text))
    return tuple(found) or (Asked("", message.strip()),)


def _pieces(message: str) -> list[str]:
    """Sentences, and their clauses where one asks and the next asks something else."""
    pieces: list[str] = []
    for sentence in _SENTENCE.split(message):
        start = 0
        for cut in _CLAUSE.finditer(sentence):
            if _asks(sentence[start : cut.start()]) and not _OTHERWISE.match(sentence[cut.end() :]):
                pieces.append(sentence[start : cut.start()])
                start = cut.end()
        pieces.append(sentence[start:])
    kept = (piece.strip(" ,，、\n") for piece in pieces)
    return [piece for piece in kept if re.search(r"\w", piece)]


def _asks(piece: str) -> bool:
    return bool((_ASKS_ZH if has_han(piece) else _ASKS_EN).search(piece.strip()))


def _belongs_to_the_last(piece: str) -> bool:
    """Whether it asks nothing of its own."""
    return bool(_OTHERWISE.match(piece) or _ECHO.fullmatch(piece) or not tokens(piece))


def _joined(pieces: list[str]) -> str:
    return " ".join(piece for piece in pieces if piece)
