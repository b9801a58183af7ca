"""Questions in languages beyond English and Chinese: which one it is, and what a translation keeps.

A translated sentence cannot be judged word by word. Its English twin is; of the translation itself
only the numbers, the units that stand at them, and the letters and names in Latin script are compared.
"""

import re
import unicodedata
from collections.abc import Mapping

from bm25s import stopwords

from corpus.statement import Language
from corpus.text import numbers

# Japanese first: it alone is written with Chinese characters, too.
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Japanese", re.compile(r"[\u3041-\u30ff]")),
    ("Korean", re.compile(r"[\uac00-\ud7af]")),
    ("Ukrainian", re.compile(r"[іїєґІЇЄҐ]")),
    ("Russian", re.compile(r"[\u0400-\u04ff]")),
    ("Persian", re.compile(r"[پچژگ]")),
    ("Urdu", re.compile(r"[ٹڈڑے]")),
    ("Arabic", re.compile(r"[\u0600-\u06ff]")),
    ("Hindi", re.compile(r"[\u0900-\u097f]")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("Hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("Greek", re.compile(r"[\u0370-\u03ff]")),
    ("Vietnamese", re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")),
)
_LEAST_SHARE = 0.1  # of the letters of a text: fewer are a name that it quotes
_LATIN: Mapping[str, frozenset[str]] = {
    name: frozenset(words) - frozenset(stopwords.STOPWORDS_EN_PLUS) - {"visa", "via", "pro", "no"}
    for name, words in (
        ("French", stopwords.STOPWORDS_FRENCH),
        ("Spanish", stopwords.STOPWORDS_SPANISH),
        ("Portuguese", stopwords.STOPWORDS_PORTUGUESE),
        ("German", stopwords.STOPWORDS_GERMAN),
        ("Italian", stopwords.STOPWORDS_ITALIAN),
        ("Dutch", stopwords.STOPWORDS_DUTCH),
        ("Swedish", stopwords.STOPWORDS_SWEDISH),
        ("Norwegian", stopwords.STOPWORDS_NORWEGIAN),
        ("Turkish", stopwords.STOPWORDS_TURKISH),
    )
}
_ENGLISH = frozenset(stopwords.STOPWORDS_EN_PLUS) | {
    "i'm",
    "im",
    "need",
    "get",
    "if",
    "much",
    "many",
}
_LEAST_WORDS = 2  # that English does not have
# Units as they are written behind a number; each line is one unit.
_UNITS: Mapping[str, re.Pattern[str]] = {
    "hour": re.compile(r"(?:hours?|heures?|h\b|час|годин|horas?|ore\b|ora\b|stunden?|giờ|uur|timm|timer?\b|saat|ساع|시간|時間|小时|ชั่วโมง|घंट)", re.I),
    "day": re.compile(r"(?:days?|jours?|дн|день|сут|días?|dias?|giorn|tage?n?\b|ngày|dagen?\b|dag\b|gün|يوم|أيام|ايام|日|일|天|วัน|दिन)", re.I),
    "week": re.compile(r"(?:weeks?|semaines?|недел|тижн|semanas?|settiman|wochen?|tuần|weken|veck|uker?\b|hafta|أسبوع|أسابيع|주|週間|周|สัปดาห์|सप्ताह)", re.I),
    "month": re.compile(r"(?:months?|mois|месяц|місяц|meses|mes\b|mês|mesi|mese|monate?n?|tháng|maanden|maand|månad|måned|ay\b|شهر|أشهر|شهور|개월|달|か月|ヶ月|カ月|个月|เดือน|मही)", re.I),
    "year": re.compile(r"(?:years?|ans?\b|années?|год|лет\b|рок|рік|años?|anos?|ann[io]|jahre?n?|năm|jaar|år|yıl|سن|أعوام|عام|년|年|ปี|वर्ष|साल)", re.I),
    "yuan": re.compile(r"(?:yuans?|rmb|cny|юан|يوان|위안|元|人民元|nhân dân tệ|หยวน|युआन)", re.I),
}  # fmt: skip
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])\d[\d,.\u00a0\u202f ]*\d|\d")
_LATIN_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Z]\d?(?![A-Za-z0-9'’])")  # a visa's letters: Z, S1


def foreign_language(text: str) -> str | None:
    """The English name of a question's language; None for English, Chinese, and what is not sure."""
    letters = [c for c in text if c.isalpha()]
    is_chinese = 2 * sum("\u3400" <= c <= "\u9fff" for c in letters) > len(letters)
    for name, script in _SCRIPTS[:1] if is_chinese else _SCRIPTS:
        own = sum(script.search(c) is not None for c in letters)
        if own > 1 and own >= _LEAST_SHARE * len(letters):
            return name
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.lower())
    words = [part for word in words for part in (word, *re.split("['’]", word)[:1])]
    if any("\u3400" <= c <= "\u9fff" for c in letters):
        return None
    counts = {name: sum(word in own for word in set(words)) for name, own in _LATIN.items()}
    best = max(counts, key=lambda name: counts[name])
    english = sum(word in _ENGLISH for word in set(words))
    return best if counts[best] >= max(_LEAST_WORDS, english + 1) else None


def translation_objection(text: str, english: str) -> str:
    """Why a sentence is not the translation of its English twin, by what can be compared; "" if it is."""
    ours, theirs = figures(text), figures(english)
    if ours.keys() != theirs.keys():
        odd = sorted(ours.keys() ^ theirs.keys())
        return f"its numbers differ from its English: {', '.join(odd[:3])}"
    for number, units in ours.items():
        if units and theirs[number] and not units & theirs[number]:
            return f"{number} has another unit than in English"
    letters = set(_LATIN_NAME.findall(english)) - {"A", "I"}
    missing = sorted(letters - set(_LATIN_NAME.findall(text)))
    return f"it leaves out {missing[0]}" if missing else ""


def figures(text: str) -> Mapping[str, frozenset[str]]:
    """Each number of a text, with the units that stand right behind it."""
    plain = _ascii_digits(unicodedata.normalize("NFKC", text))
    found: dict[str, frozenset[str]] = {}
    for match in _NUMBER.finditer(plain):
        behind = plain[match.end() :].lstrip(" \u00a0-–")[:24]
        units = {unit for unit, pattern in _UNITS.items() if pattern.match(behind)}
        value = _value(match[0], behind)
        found[value] = found.get(value, frozenset()) | units
    return found


def _value(digits: str, behind: str) -> str:
    """One spelling of 2,000 and 2 000 and 2.000 and 2千."""
    grouped = re.sub(r"[,.\s](?=\d{3}(?:\D|$))", "", digits)
    scaled = grouped + "".join(c for c in behind[:1] if c in "万亿")
    return next(iter(numbers(scaled, Language.ZH)), grouped)


def _ascii_digits(text: str) -> str:
    values = ((c, unicodedata.decimal(c, None)) for c in text)
    return "".join(c if value is None else str(value) for c, value in values)
