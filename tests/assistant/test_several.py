"""A message is parted into the questions that it asks, and into no more."""

import pytest

from assistant.several import MOST, Asked, questions_in


def _texts(message: str) -> list[str]:
    return [asked.text for asked in questions_in(message)]


@pytest.mark.parametrize(
    ("message", "texts"),
    [
        (
            "How long is an ID card valid for a 15 year old, and is it compulsory at that age?",
            ["How long is an ID card valid for a 15 year old", "and is it compulsory at that age?"],
        ),
        ("Is the fine on me? How much is it?", ["Is the fine on me?", "How much is it?"]),
        (
            "does it just stay valid? how many days do i have",
            ["does it just stay valid?", "how many days do i have"],
        ),
        (
            "How many days does my wife get? If she is late, will they fine her?",
            ["How many days does my wife get?", "If she is late, will they fine her?"],
        ),
        ("居住证会失效吗？要多久之内去改", ["居住证会失效吗？", "要多久之内去改"]),
        (
            "退籍怎么申请,还有要哪些材料,多久批下来?",
            ["退籍怎么申请", "还有要哪些材料", "多久批下来?"],
        ),
        ("邊幾項可以免？可唔可以唔供？", ["邊幾項可以免？", "可唔可以唔供？"]),
    ],
)
def test_what_asks_two_things_is_parted(message: str, texts: list[str]) -> None:
    assert _texts(message) == texts


@pytest.mark.parametrize(
    "message",
    [
        "How soon must I register?",
        "Can I change to another permit, or must I go out first?",
        "My boss keeps my passport. Is that legal?",
        "I heard they can fine my landlord and me. Is it true?",
        "When I was twelve we moved to Wuhan. Can I get my hukou back?",
        "Which papers do I need for me and my wife, and for my son",
        "该办什么签证？F、M还是Z",
        "要办什么手续，还是根本不允许",
        "我前夫还是法国籍。孩子能上户口吗？",
        "老板押着我的护照，这样合法吗？",
        "八幾年單程證落嚟，而家想返鄉下定居，可唔可以？",
        "registration fee",
        "Art. 39(2) EEAL",
        "？？？",
        "",
    ],
)
def test_what_asks_one_thing_stays_whole(message: str) -> None:
    assert len(questions_in(message)) == 1


def test_what_is_told_goes_with_the_question_after_it() -> None:
    message = (
        "I lost my card in Shenzhen. My hukou is in Gansu. Must I go home for a new one? "
        "I have a photo of it. How many days does it take?"
    )

    assert questions_in(message) == (
        Asked("I lost my card in Shenzhen. My hukou is in Gansu.", "Must I go home for a new one?"),
        Asked("I have a photo of it.", "How many days does it take?"),
    )


def test_what_is_told_last_goes_with_the_last_question() -> None:
    *_, last = questions_in("Can he stay? What does it cost? He is nine.")

    assert last == Asked("He is nine.", "What does it cost?")


def test_an_echo_belongs_to_the_question_before_it() -> None:
    assert _texts("是不是每次都要去登记？真的吗？不去会罚多少？") == [
        "是不是每次都要去登记？ 真的吗？",
        "不去会罚多少？",
    ]


def test_more_than_the_most_stay_with_the_last() -> None:
    message = " ".join(f"How much is paper {n}?" for n in range(MOST + 2))

    assert len(questions_in(message)) == MOST
    assert _texts(message)[-1].endswith(f"How much is paper {MOST + 1}?")


def test_a_long_message_is_parted_in_time_with_its_length() -> None:
    message = "what if " * 500 + "and how, " * 500 + "，几天内" * 500

    assert len(questions_in(message)) <= MOST
