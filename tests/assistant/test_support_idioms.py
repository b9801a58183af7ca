"""Set phrases that say no "not", and what stands for them."""

import pytest

from assistant.support_idioms import plainly
from assistant.support_operators import denials


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It could not be verified.", "We couldn't confirm it."),
        ("It could not be verified.", "It was not possible to confirm it."),
        ("later changes unchecked", "later changes were not checked"),
        ("a stay outside a hotel", "someone not staying in a hotel"),
        ("where it is no crime", "if it does not amount to a crime"),
        ("后来的修改未核查", "后来改没改没查过"),
        ("住在旅馆以外的", "没住旅馆的"),
        ("未能核实", "没能查实"),
    ],
)
def test_two_ways_to_say_it_deny_as_often(one: str, other: str) -> None:
    assert denials(one).plain == denials(other).plain


@pytest.mark.parametrize(
    ("kept", "turned"),
    [
        ("It could not be verified.", "It was verified."),
        ("later changes were not checked", "later changes were checked"),
        ("a stay outside a hotel", "a stay in a hotel"),
        ("transit without a visa", "transit with a visa"),
        ("户口不分开", "户口分开"),
        ("与案件无关", "与案件有关"),
        ("期限没有改变", "期限改变了"),
        ("机构是不可以委托的", "机构是可以委托的"),
        ("six months without a break", "six months with a break"),
        ("后来的修改未核查", "后来的修改已核查"),
        ("没住旅馆的", "住旅馆的"),
    ],
)
def test_a_phrase_turned_round_still_denies_less(kept: str, turned: str) -> None:
    assert denials(turned).plain < denials(kept).plain


def test_a_phrase_is_rewritten_in_its_own_language_alone() -> None:
    assert plainly("没住旅馆", chinese=True) == "不旅馆"
    assert plainly("没住旅馆", chinese=False) == "没住旅馆"
