"""Two names set side by side, and two places."""

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Answer, Question, Reply, Role
from assistant.sides import is_about, sides
from corpus.loader import Corpus


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("what is the difference between a z visa and an m visa?", ("z visa", "m visa")),
        ("difference between z and m visa", ("z visa", "m visa")),
        ("i'm american, stay permit vs residence permit?", ("stay permit", "residence permit")),
        ("is a work permit the same as a residence permit", ("work permit", "residence permit")),
        ("x1 and x2 difference", ("x1", "x2")),
        ("居住证和暂住证有什么区别", ("居住证", "暂住证")),
        ("本地户口和外地户口有什么区别", ("本地户口", "外地户口")),
        ("我想问居住证和居住登记有什么区别", ("居住证", "居住登记")),
        ("户口本和地址证明是一回事吗", ("户口本", "地址证明")),
        ("你好,居住证和暂住证一样吗", ("居住证", "暂住证")),
        ("s1和s2签证的区别", ("s1签证", "s2签证")),
        ("请问居留许可和永久居留是一回事吗", ("居留许可", "永久居留")),
    ],
)
def test_two_names_are_read(text: str, names: tuple[str, str]) -> None:
    assert sides(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "is it the same for my wife",
        "my visa and my wife's visa have different dates, what to do",
        "我和老婆都要登记吗",
        "hukou vs hukou",
        "澳门仔在珠海读初三,中考跟本地娃一样报志愿吗",
        "我姓名和毕业证上不一样,毕业后改过名",
        "",
    ],
)
def test_what_compares_no_two_names_is_left_alone(text: str) -> None:
    assert sides(text) is None


def test_a_statement_is_about_a_name_whose_words_it_holds(small_corpus: Corpus) -> None:
    passage = next(p for p in small_corpus.passages.values() if p.id.endswith(".en"))
    words = passage.text.split()[:3]

    assert is_about(passage, passage.text)
    assert not is_about(passage, "zebra crossing " + words[0])


def _headings(reply: Reply) -> list[str]:
    return [s.text for s in reply.body.sentences if s.role is Role.HEADING]


@pytest.mark.slow
def test_each_of_two_documents_gets_its_own_facts(assistant: Assistant) -> None:
    reply = assistant.reply(Question("difference between Z visa and M visa"))

    assert isinstance(reply, Answer)
    assert _headings(reply) == ["Z visa:", "M visa:"]
    texts = [s.text for s in reply.body.sentences if s.role is Role.FACT]
    assert any("Z visa" in text for text in texts)
    assert any("M visa" in text for text in texts)


@pytest.mark.slow
def test_a_name_that_nothing_is_held_on_is_said(assistant: Assistant) -> None:
    reply = assistant.reply(Question("集体户口和红本户口有什么区别"))

    assert any(s.role is Role.NOTE and "红本户口" in s.text for s in reply.body.sentences)


@pytest.mark.slow
@pytest.mark.parametrize("matter", ["points for hukou", "school entry for migrant children"])
def test_of_two_places_each_begins_with_what_it_says_itself(
    assistant: Assistant, matter: str
) -> None:
    reply = assistant.reply(Question(f"difference between Beijing and Shanghai {matter}"))

    first: dict[str, str] = {}
    for sentence in reply.body.sentences:
        if sentence.group is not None and sentence.citations:
            cited = reply.body.citations[sentence.citations[0] - 1]
            first.setdefault(sentence.group.place or "", cited.place)
    assert first == {"cn/beijing": "cn/beijing", "cn/shanghai": "cn/shanghai"}
