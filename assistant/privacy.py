"""Personal numbers are masked before anything is stored or sent."""

import re

MASK = "▇▇▇"

_PATTERNS = (
    re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),  # resident identity and HMT residence permit number
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # e-mail
    re.compile(r"(?<![A-Za-z0-9-])[A-Z]{1,3}\d{6,9}(?![A-Za-z0-9-])", re.I),  # passport, permit
    re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"),  # mobile number
    re.compile(r"(?<![\d+])\+\d[\d ()-]{7,16}\d"),  # number with a country code
    re.compile(r"(?<!\d)\d{15,19}(?!\d)"),  # bank card, old identity number
    re.compile(r"(?<!\d)(?<!\d[.,])\d{9}(?!\d|[.,]\d)"),  # passport number without a letter
)


def mask(text: str) -> str:
    """The text with passport, identity, card and telephone numbers and e-mail addresses masked.

    Years, amounts, article numbers and hotlines such as 12367 stay.
    """
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return text
