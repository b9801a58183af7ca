"""Two names that a question sets side by side: "the difference between a Z visa and an M visa"."""

import re

from assistant.papers import papers_in
from corpus.statement import Passage
from corpus.text import normal_form
from index.lexical import tokens

_ARTICLE = r"(?:an? |the |my |our |having )?"
_NAME_EN = r"[a-z0-9][a-z0-9'’/() -]{0,40}?"
_NAME_ZH = r"[^,。?!;:的]{1,14}?"
_PATTERNS = (
    re.compile(
        rf"differen(?:ce|t)s? (?:between|of|is there between) {_ARTICLE}(?P<one>{_NAME_EN}) (?:and|vs\.?|versus|or|to|from) "
        rf"{_ARTICLE}(?P<other>{_NAME_EN})(?= for | in | when | if |$|[?.!,;])"
    ),
    re.compile(
        rf"(?:^|[,.;:?!] ?)(?:what(?:'s| is) )?{_ARTICLE}(?P<one>{_NAME_EN}) (?:vs\.?|versus) {_ARTICLE}(?P<other>{_NAME_EN})(?= for |$|[?.!,;])"
    ),
    re.compile(
        rf"(?:^|[,.;:?!] ?){_ARTICLE}(?P<one>{_NAME_EN}) and {_ARTICLE}(?P<other>{_NAME_EN}) differences?(?=$|[?.!,;])"
    ),
    re.compile(
        rf"\b(?:is|are) {_ARTICLE}(?P<one>{_NAME_EN}) (?:really |just )?(?:the same (?:thing )?(?:as|like)|different from) "
        rf"{_ARTICLE}(?P<other>{_NAME_EN})(?= for | in |$|[?.!,;])"
    ),
    re.compile(
        rf"(?:^|[,。?!;:])(?:请问|那|这|我?想问(?:一下)?)?(?P<one>{_NAME_ZH})(?:和|与|跟|同)(?P<other>{_NAME_ZH})"
        r"(?:之间|到底|究竟)?(?:有)?(?:什么|啥|哪些|何)?(?:的)?(?:区别|不同|差别|分别(?!是|会|怎|办|要|在)|不一样|是一回事|一样(?=吗|么|[,。?!]|$)|是不是一回事)"
    ),
)
_LETTER = re.compile(r"[a-z]\d?")
_KIND = re.compile(r" \w+$|签证$")
# "Like the locals", "not as my diploma has it": likeness of people or of one's papers, no two names.
_ALIKE = re.compile("一样$")
_PEOPLE = re.compile("本地人|本地娃|当地人|[我你他她佢]|孩子|别人|人家")
_HALF = 0.5  # of a name's words that a statement must hold to be about it


def sides(text: str) -> tuple[str, str] | None:
    """The two names, as they stand in the text; None where it compares none.

    Args:
        text: of the question, in normal form.
    """
    for pattern in _PATTERNS:
        if match := pattern.search(text):
            one, other = match["one"].strip(), match["other"].strip()
            if _LETTER.fullmatch(one) and (kind := _KIND.search(other)):  # "z and m visa"
                one += kind[0]
            is_of_people = _PEOPLE.search(one) or _PEOPLE.search(other)
            is_likeness = _ALIKE.search(match[0]) and is_of_people
            return (one, other) if one != other and not is_likeness else None
    return None


def is_about(passage: Passage, name: str) -> bool:
    """Whether a statement holds most of the words of a name, or names the paper that it is a name of."""
    wanted, papers = set(tokens(name)), set(papers_in(normal_form(name)))
    is_on_it = not papers.isdisjoint(papers_in(normal_form(passage.text)))
    return is_on_it or len(wanted & set(tokens(passage.text))) > _HALF * len(wanted)
