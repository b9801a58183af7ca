"""Yes and no are said only where the question and the rule leave no doubt."""

import pytest

from assistant.openers import opener
from corpus.statement import Language
from corpus.text import normal_form


def _opened(question: str, rule: str) -> str | None:
    found = opener(normal_form(question), rule)
    return found(Language.EN) if found else None


@pytest.mark.parametrize(
    ("question", "rule", "expected"),
    [
        ("领证一定要两个人一起去吗", "内地居民结婚，男女双方应当亲自到登记机关一起申请。", "Yes."),
        (
            "非婚生的小孩上户口需要做亲子鉴定吗",
            "非婚生的孩子随父落户，还须提供亲子鉴定证明。",
            "It depends; the rule says on what:",
        ),
        ("孩子可以随母亲姓吗", "孩子可以随父姓，也可以随母姓。", "Yes."),
        ("能把旧的外国护照留下吗", "获准加入中国国籍的人，不得保留原来的外国国籍。", "No."),
        ("转社保必须先迁户口吗", "职工转移社会保险关系，不用迁户口。", "No."),
        ("Must I register my stay?", "A foreigner must register the stay.", "Yes."),
        ("Can my boss take my ID card?", "No one may take another's identity card.", "No."),
        (
            "Can a foreigner apply inside China?",
            "A foreigner may apply in China if the employer files the papers.",
            "It depends; the rule says on what:",
        ),
    ],
)
def test_a_plain_question_on_a_plain_rule_is_opened(
    question: str, rule: str, expected: str
) -> None:
    assert _opened(question, rule) == expected


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("How long can I stay?", "A foreigner may stay 30 days."),
        ("Can't I just ignore it?", "A foreigner must register the stay."),
        ("Is it illegal not to register?", "A foreigner must register the stay."),
        ("不登记算违规吗", "可以不申报居住登记。"),
        ("能待多久", "外国人可以停留30日。"),
        ("Must I go in person?", "The office gives a receipt."),
        ("Can I work?", "A student may work, but must not work beyond the hours."),
        ("Can I keep it?", "No one may keep it except the police."),
    ],
)
def test_what_is_turned_round_or_left_open_is_not_opened(question: str, rule: str) -> None:
    assert _opened(question, rule) is None
