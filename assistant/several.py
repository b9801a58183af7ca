"""A message → the questions it asks, each with what is told before it.

People ask two or three things at once: "can he stay, and what does it cost?" Each has a rule of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.facets import facets_asked
from corpus.text import has_han, normal_form
from index.lexical import tokens

MOST = 4  # questions; what follows belongs to the last
FEW_WORDS = 2  # of English; so few ask nothing without a word that asks
FEW_CHARACTERS = 4  # of Chinese, the same
# Words of a question that say what is asked, and nothing of what it is asked about.
_ASKING_WORDS = frozenset((
    "much", "cost", "costs", "fee", "fees", "price", "pay", "charg", "free", "long", "mani", "day", "hour", "week",
    "month", "year", "time", "deadlin", "paper", "document", "take", "ask", "where", "when", "need", "leav", "exit",
    "go", "out", "china", "countri", "complain", "complaint", "not", "first",
))  # fmt: skip
_ASKING_ZH = re.compile(
    r"[你我他她][们們]|多少|多久|多长|[几幾]|时间|工作日|小时|[天日年月钱錢元费費]|收费|费用|材料|查?[进進]度|投[诉訴]|出境|[离離]境|[离離][开開]中[国國]|什么|什麼|甚麼|咩|啥|哪[些里裡儿]?|怎么|怎麼|"
    r"[要得需能可会會等去在到办辦交带帶拿领領收有没沒无無不次个個才最长短快嗰呢吗嗎嘛么啊呀的了我他她被也还還]|可以|下来|[罚罰]款?|[违違合]法"
)

_SENTENCE = re.compile(
    r"(?<=[？！。;；\n])|(?<=[?!])(?=\s|[\u3400-\u9fff])|(?<=[a-z\d)'\"]\.)\s+", re.I
)
_ABBREVIATION = re.compile(
    r"\b(?:[a-z]|e\.g|i\.e|etc|approx|art|no|st|mrs?|ms|dr|vs|incl|max|min)\.\s*$", re.I
)
# What stands in brackets or is quoted is no question of the message.
_ASIDE = re.compile(
    r"\([^()]{0,200}\)|（[^（）]{0,200}）|\"[^\"\n]{0,200}\"|“[^“”]{0,200}”|「[^「」]{0,200}」"
)
_SUBJECT = r"(?:i|we|you|he|she|it|they|there|my|our|his|her|their|the|this|that|these|those|any\w*|some\w*|one|people)\b"
_AUX = r"(?:can|could|does|did|is|are|am|was|must|will|would|should|may|has|do|have|shall)"
_AUX_FIRST = (
    rf"(?:can|could|does|did|must|will|would|should|may|shall|is|are|am|was|has)(?:n't)? {_SUBJECT}|"
    r"(?:can|could|does|did|must|will|would|should|is|are) an?\b|"
    r"(?:do|have)(?:n't)? (?:i|we|you|they|people|foreigners)\b|do (?:my|our|his|her|their|the) \w+ (?:have|need|get|also)\b"
)
_ASKS_FIRST = (
    rf"(?:(?:how|what(?! happened is)|whose|why|which|who|whom|where)\b|when {_AUX}\b|"
    rf"(?:until|till|by|since|from|within|in|for|at|to) (?:when|what|which|how|who|whom)\b|{_AUX_FIRST})"
)
# The same behind "and", where "who" and "where" may go on telling: "the place where I was born and where I live".
_ASKS_NEXT = (
    rf"(?:(?:how|what(?! happened is)|whose|why)\b|(?:when|where|who|whom|which(?: \w+)?) {_AUX}\b|"
    r"which (?:papers?|documents?|visas?|forms?|office)\b|(?:where|how|what) to\b|"
    rf"(?:until|till|by|since|from|within|in|for) (?:when|what|which|how)\b|{_AUX_FIRST})"
)
_CLAUSE = re.compile(
    rf"(?:,|\s)\s*(?=(?:and|plus)\s+(?:also\s+|then\s+|if\s[^,]{{2,40}},\s*)?{_ASKS_NEXT})|,\s*(?=also\b)"
    rf"|,\s*(?=(?:what|which|how) (?:much|many|long|papers?|documents?|forms?)\b|(?:where|what|how) (?:to|{_AUX})\b|(?:by|until|till|for) (?:when|how)\b)"
    r"|[,，、]\s*(?=还有|另外|以及|顺便|再就是|那么?[^,，]{0,12}[吗呢]"
    r"|(?:要不要|能不能|可不可以|用不用|需不需要|会不会|是不是|怎么|多久|多少|多长时间|几[天年个]|哪[些个里儿]|[去到在]哪|什么时候|谁|有没有))",
    re.IGNORECASE,
)
_LEAD = (
    r"(?:(?:and|also|plus|but|so|then|ok|okay|if so|in that case|hi|hello|please|anyway)\b,?\s+)*"
)
_ASKS_EN = re.compile(
    rf"^{_LEAD}(?:if\b[^,?]*,\s*)?{_ASKS_FIRST}|,\s*{_LEAD}(?=how|can|could|do|does|must|will|should){_ASKS_FIRST}|"
    r"\b(?:want|need|like|wish|wants|needs) to know\b|\btell me (?:what|how|when|where|which|who|whether|if)\b|\bi wonder\b|\?\s*$",
    re.IGNORECASE,
)
_ASKS_ZH = re.compile(
    r"[吗嗎咩]|怎么|怎麼|怎样|如何|多久|多少|多长时间|(?<![一二三四五六七八九十])[几幾](?:[年个個次岁歲号號耐多項]|小[时時])|[几幾][天日]之?[内內]|"
    r"(?:要|得|等|能|可以|最多|提前|早)(?:住|待|留)?[几幾][天日]|哪|邊[度個幾]|什么|什麼|啥|咋|是否|能否|可否|谁|誰|"
    r"[\u3400-\u9fff]{2}(?<![要说說并從从岂豈决絕绝])(?<!什么)不(?=\s*(?:[,，?？。!！]|$)|\s[\u3400-\u9fff])|係咪|系咪|有冇|([能要會会算行是有可用得该該办辦去交带帶])[不没唔沒]\1|有没有|有沒有|想了解|想知道|呢\s*$|[?？]\s*$"
)
# What is told to somebody, or is not known: "tell the police where I live and how long I will stay".
_EMBEDS = re.compile(
    r"\b(?:(?:tell|show|ask)(?:s|ed)?(?! (?:me|us)\b)|told|prove[sn]?|explain|say|said|report|declare|decides?|depends?|check|sure|matter|wonder|"
    r"(?<!want to )(?<!like to )(?<!need to )(?<!wish to )knows?)\b[^.?!]*\b(?:where|when|how|what|which|who|whom|if|whether|why)\b",
    re.IGNORECASE,
)
# What tells on and asks nothing: "and how long I stay", where "and how long do I stay" asks.
_TOLD_ON = re.compile(
    rf"\s*(?:and |plus )?(?:how|what|where|who|whom|which|why|when)\b(?!(?: (?:long|much|many|often|soon|early|far)(?: (?:days?|weeks?|months?|years?|money|papers?|documents?))?)? {_AUX}\b)",
    re.IGNORECASE,
)
# Where a clause in Chinese ends; behind it another may ask: 能补吗 要多少天.
_CLAUSE_ZH = re.compile(r"[,，、]\s*|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
# A clause that takes up what the one before it leaves open: 户口在哪,孩子就在哪上学吗.
_ANSWERED_BY = re.compile(r"^[我你他她它孩子们還还才]{0,3}(?:都|就|也|影响|影響)")
# What only says that something is asked.
_BARE_WISH = re.compile(r"\s*(?:你好|请问|請問)?(?:我|俺)?想(?:知道|了解|问|問)(?:一?下)?\s*")
_MODAL_ZH = re.compile(r"[要能会會得用行需可]")
# "Can Hangzhou renew it": of one who is named.
_ASKS_OF_NAME = re.compile(r"\s*(?:[Cc]an|[Cc]ould|[Dd]oes|[Dd]id|[Ww]ill) (?!I\b)[A-Z][a-z]+\b")
_NEAR = 100  # characters on either side of where a clause ends that are looked at

# Words of these that ask nothing: "several years", "and the like", "whatever visa", "still at school".
_ASKS_NOT_ZH = re.compile(
    r"好[几幾]|[几幾][个個]月大|住[几幾][个個]?[月天年]了|[返回去睇看陪][^,，。?？能可以]{0,6}住[几幾][个個]?[月天年](?=[,，]|$)|了[几幾][年个個天次月]|[几幾][年个個天次](?:以)?前|[\d一二三四五六七八九十][岁歲年][几幾]个?月?|什么的|什麼的|[没沒]有?(?:什么|什麼|啥|谁|誰|哪)|(?:什么|什麼|啥)[^,，。?？]{1,4}(?:都|也)[没沒不]|哪[天年][没沒不]|[几幾][个個]阿?(?:妹|姐|哥|弟|朋友|同事|同学|亲戚|老乡)|"
    r"(?:不管|无论|不论|随便)[^,，。?？]{0,6}(?:什么|啥|谁|哪|怎么|多少)|(?:什么|什麼|谁|誰|啥|哪[里裡儿]?)都|"
    r"(?:还|還|在|正)(?:(?!怎|什|哪|多|[几幾])[^,，。?？]){0,10}呢"
)
# What asks of the question before it, or of nothing.
_ECHO = re.compile(
    r"(?:is (?:it|that|this) (?:really )?(?:true|right|correct|ok|okay|legal|allowed|possible|normal)|right|correct|"
    r"true|any idea|what (?:do|should|can) (?:i|we) do(?: now)?|does that matter|or not|(?:can|could) (?:anyone|anybody|someone|you) help"
    r"(?: me| us)?|do you know|how are you|(?:can|may) i ask (?:you )?(?:something|a question)|any advice|anything else"
    r"(?: i should know)?|yes or no|thanks?(?: you)?(?: in advance)?|"
    r"(?:这样)?(?:是真的|真的|对|可以|行|合法|合理|有依据|没事|没关系|有影响|影响)(?:吗|么|嘛|不)?|是不是(?:真的)?|对不对|行不行|"
    r"可不可以|怎么办|咋办|怎麼辦|有人知道(?:吗|么)?|(?:你好[,，]?)?(?:请问)?能帮(?:我|忙|帮我)(?:吗|么)?|请问(?:一下)?|谢谢)[\s?？。!！.,，]*",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\s*which\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\s*[,，]?\s*(?:or\b|还是|還是|或者|哪怕|不是说|\S{1,6}(?:还是|還是)\S{1,4}$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a message.

    Attributes:
        told: what the message tells before it, after the last one too; "" where nothing.
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
    for piece, outside in _pieces(message):
        if not _asks(outside) or (not found and _ECHO.fullmatch(piece)):
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


def asks_something(message: str) -> bool:
    """Whether any of its sentences asks."""
    return any(_asks(outside) for _, outside in _pieces(message))


def is_short(question: str) -> bool:
    """Whether it says nothing of what it asks about: "and how much?", 要多少天."""
    asking = "".join(clause for clause in re.split(r"[,，]", question) if _asks(clause)) or question
    if has_han(asking):
        return not re.search(r"\w", _ASKING_ZH.sub("", asking))
    return _ASKING_WORDS.issuperset(tokens(asking))


def _pieces(message: str) -> Iterator[tuple[str, str]]:
    """Sentences, and their clauses where one asks and the next asks something else; each also without asides."""
    outside = _ASIDE.sub(lambda aside: "_" * len(aside[0]), message)
    start = 0
    for cut in [*_cuts(outside), len(outside)]:
        piece = message[start:cut].strip(" ,，、\n")
        if re.search(r"\w", piece):
            yield piece, outside[start:cut].strip(" ,，、\n")
        start = cut


def _cuts(text: str) -> Iterator[int]:
    """Where a piece ends and the next begins."""
    start = 0
    ends = [
        m.end() for m in _SENTENCE.finditer(text) if not _ABBREVIATION.search(text[: m.start()])
    ]
    for end in [*ends, len(text)]:
        begun = start
        for clause in _clauses(text, start, end):
            before = text[max(begun, clause.start() - 2 * _NEAR) : clause.start()]
            after = text[clause.end() : clause.end() + _NEAR]
            is_whole = has_han(before) or not _is_bare(before)
            is_told = _OTHERWISE.match(after) or (_TOLD_ON.match(after) and _EMBEDS.search(before))
            if is_whole and _asks(before) and not is_told:
                yield clause.end()
                begun = clause.end()
        if end < len(text):
            yield end
        start = end


def _clauses(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where another question may begin: before words that begin one, and before a Chinese clause that asks by itself."""
    begins = {match.end(): match for match in _CLAUSE.finditer(text, start, end)}
    for match in _CLAUSE_ZH.finditer(text, start, end):
        near = text[max(start, match.start() - _NEAR) : match.start()]
        before = _CLAUSE_ZH.split(near)[-1].rstrip()
        rest = _CLAUSE_ZH.split(text[match.end() : min(end, match.end() + _NEAR)], maxsplit=1)[0]
        if before.endswith("呢") or _BARE_WISH.fullmatch(before):
            continue
        if has_han(rest) and _asks_by_itself(rest.rstrip("呢 ")):
            begins.setdefault(match.end(), match)
    yield from (begins[place] for place in sorted(begins))


def _asks_by_itself(clause: str) -> bool:
    """Whether a clause asks more than a word or two with 吗, and does not take up the one before it."""
    words = clause.rstrip("吗嗎?？ ")
    is_a_word = _is_bare(words) and not _asks(words) and not _MODAL_ZH.search(words)
    return _asks(clause) and not is_a_word and not _ANSWERED_BY.search(clause)


def _asks(piece: str) -> bool:
    if has_han(piece) and _ASKS_ZH.search(_ASKS_NOT_ZH.sub(" ", piece.strip())):
        return True
    return bool(_ASKS_EN.search(piece.strip()) or _ASKS_OF_NAME.match(piece))


def _belongs_to_the_last(piece: str) -> bool:
    """Whether it asks nothing of its own."""
    if _OTHERWISE.match(piece) or _ECHO.fullmatch(piece) or not tokens(piece):
        return True
    asks = _asks(piece.rstrip(" ?？")) and not _WHICH.match(piece)
    return _is_bare(piece) and not (asks or facets_asked(normal_form(piece)))


def _is_bare(piece: str) -> bool:
    """Whether it is a word or two: "photos?"."""
    words = piece.strip(" ?？,，")
    return len(words) <= FEW_CHARACTERS if has_han(words) else len(words.split()) <= FEW_WORDS


def _joined(pieces: list[str]) -> str:
    return " ".join(piece for piece in pieces if piece)
