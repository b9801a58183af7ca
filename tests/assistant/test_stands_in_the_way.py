"""Who refuses is told of; what is free, or not exact, refuses nobody."""

import pytest

from assistant.cues import STANDS_IN_THE_WAY
from assistant.pipeline import Assistant
from assistant.reply import Question, Role


@pytest.mark.parametrize(
    "text",
    [
        "my landlord won't let me register, what can i do",
        "the hotel wouldn\u2019t accept my passport",
        "前夫不让我迁孩子户口怎么办",
        "单位不接收怎么办",
        "派出所不受理怎么办",
    ],
)
def test_somebody_stands_in_the_way(text: str) -> None:
    assert STANDS_IN_THE_WAY.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "户口本上出生日期不准确怎么办",
        "居住证不收费怎么办理",
        "扣了12分怎么办",
        "how do i let my flat",
    ],
)
def test_nobody_refuses(text: str) -> None:
    assert not STANDS_IN_THE_WAY.search(text)


@pytest.mark.slow
def test_what_to_do_where_somebody_refuses_is_no_procedure(assistant: Assistant) -> None:
    reply = assistant.reply(Question("离婚后前夫不让我把孩子户口迁走怎么办"))

    assert not [s for s in reply.body.sentences if s.role is Role.HEADING]
