"""What is newer than the texts read here, said in one line."""

import re
from collections.abc import Sequence

from corpus.instruments import Instrument, Instruments
from corpus.statement import Document, Language


def newer_line(document: Document, instruments: Instruments, language: Language) -> str:
    """The line a document begins with: newer texts that touch its sources and were not read.

    Those in force when the document was compared with its sources; "" where there are none.
    """
    cited = dict.fromkeys(loc.instrument for s in document.statements for loc in s.locators)
    newer = [n for key in cited for n in instruments.newer_unread(key, document.verified_on)]
    names = short_titles(newer, language)
    if not names:
        return ""
    if language is Language.EN:
        return f"Newer texts that touch this and were not read: {'; '.join(names)}."
    return f"涉及本文而没有读到的更新文件：{'；'.join(names)}。"


def short_titles(instruments: Sequence[Instrument], language: Language) -> list[str]:
    """Titles, each once, without what stands behind a comma or in brackets at their end."""
    return list(dict.fromkeys(re.sub(r"(?:, |（).*$", "", i.titles[language]) for i in instruments))
