"""Which script a text is in, and our own words in the script of a reply."""

import pytest

from assistant.pipeline import Assistant
from assistant.render import Renderer
from assistant.reply import Clarification, Question
from assistant.script import in_script_of, written_in
from corpus.loader import load_corpus
from corpus.places import load_places


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A foreigner must register within 24 hours (住宿登记).", "en"),
        ("外国人应当在24小时内办理住宿登记。", "zh-Hans"),
        ("外國人應當在24小時內辦理住宿登記。", "zh-Hant"),
        ("外国人加入中国国籍的申请由公安部（Ministry of Public Security）审批。", "zh-Hans"),
    ],
)
def test_a_sentence_alone_is_known_by_its_characters(text: str, language: str) -> None:
    assert written_in(text) == language


def test_our_own_words_come_in_the_characters_of_the_reply() -> None:
    assert in_script_of("zh-Hant", "外国人 · 武汉") == "外國人 · 武漢"
    assert in_script_of("zh-Hans", "外国人 · 武汉") == "外国人 · 武汉"


@pytest.mark.slow
def test_what_is_put_around_a_rule_is_in_its_script(assistant: Assistant) -> None:
    """Labels, and what a card says of a rule; the quote is of the corpus and stays."""
    renderer = Renderer(load_places(), load_corpus().instruments)
    reply = assistant.reply(Question("我居住證快到期了，在武漢怎麼辦"))
    body = reply.body

    shown = renderer.html(body.sentences, body.citations, body.language)

    assert isinstance(reply, Clarification)
    assert "外國人 · 武漢" in "\n".join(renderer.lines(reply))
    assert "外國人 · 武漢" in shown
    assert "與出處核對" in shown
    assert "与出处核对" not in shown
