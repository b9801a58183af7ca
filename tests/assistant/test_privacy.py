import pytest

from assistant.privacy import MASK, mask


@pytest.mark.parametrize(
    "secret",
    [
        "E12345678",
        "EA1234567",
        "H12345678",
        "11010519491231002X",
        "13800138000",
        "+86 138 0013 8000",
        "+1 (202) 555-0123",
        "6222021234567890123",
        "someone@example.org",
        "987654321",
    ],
)
def test_a_personal_number_is_masked(secret: str) -> None:
    assert mask(f"my number is {secret}, ok?") == f"my number is {MASK}, ok?"
    assert secret not in mask(f"护照{secret}丢了")


@pytest.mark.parametrize(
    "text",
    [
        "a fine of 2,000 yuan",
        "call 12367 or 110",
        "国发〔2014〕25号第39条",
        "from 2026-11-22 to 2027-11-21",
        "Z visa, X1, Q2, 240 hours",
        "Decree 663 of 2015",
        "10,000,000 people",
    ],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    assert mask(text) == text
