import shutil
from pathlib import Path

import pytest

from assistant.answerable import (
    LEARNED,
    LEAST_OF_FOLLOW_UP,
    NOT_LEARNED,
    Judge,
    Judgement,
    reason_not_to_answer,
)
from assistant.conversation_state import ConversationState
from assistant.pipeline import Assistant
from assistant.reading import Reader, Reading
from assistant.reply import Question, Reason, Refusal
from assistant.settings import Settings
from assistant.wiring import Knowledge, make_knowledge
from corpus.declined import Declined
from corpus.glossary import Wording, load_glossary
from corpus.loader import load_corpus
from corpus.statement import Language, Scope
from index.classifier import Likely
from index.embeddings import HashEmbedder
from index.keys import KeyReader
from index.retriever import Hit, Query
from tests.conftest import SMALL, TODAY

DECLINED = """
[[kind]]
id = "pets"
reason = "not_in_corpus"
note_en = "Pets are not covered."
note_zh = "不涉及宠物。"
en = ["can I bring my dog into the country", "which vaccinations does my cat need"]
zh = ["能带狗入境吗", "猫要打什么疫苗"]

[[kind]]
id = "forged-papers"
reason = "unsafe"
note_en = "Help with forging is not given."
note_zh = "这里不协助伪造。"
en = ["print me a stamp for the booklet"]
zh = ["教我刻个派出所的章"]
"""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The small corpus with two kinds of questions that are declined."""
    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("declining") / "corpus"))
    (folder / "declined.toml").write_text(DECLINED, encoding="utf-8")
    settings = Settings(data_dir=folder.parent / "data", conversation_days=0)
    return make_knowledge(settings, embedder=HashEmbedder(), corpus=load_corpus(folder))


NOTHING_LEARNED = Likely((0.0,))


@pytest.fixture(scope="module")
def judge(knowledge: Knowledge) -> Judge:
    return Judge(knowledge.retriever, knowledge.corpus.declined, knowledge.places)


def _reading(knowledge: Knowledge, text: str, topic: str = "") -> Reading:
    reader = Reader(
        knowledge.places,
        KeyReader(knowledge.corpus.instruments),
        Wording(load_glossary()),
        longest=4000,
    )
    return reader.read(Question(text), ConversationState(topic=topic), TODAY)


def _leads(knowledge: Knowledge, reading: Reading) -> list[Hit]:
    query = Query(reading.text, Scope("cn", None, TODAY), keys=reading.keys)
    return knowledge.retriever.search(query, Language.EN)[:1]


def _judge(knowledge: Knowledge, judge: Judge, text: str, topic: str = "") -> Judgement:
    reading = _reading(knowledge, text, topic)
    return judge.judge(reading, _leads(knowledge, reading), NOTHING_LEARNED)


def _signs(knowledge: Knowledge, judge: Judge, text: str) -> dict[str, float]:
    reading = _reading(knowledge, text)
    near = knowledge.retriever.nearest(reading.text, 50)
    return judge.signs(reading, _leads(knowledge, reading), near, NOTHING_LEARNED)


def test_every_sign_that_is_read_has_a_weight(knowledge: Knowledge, judge: Judge) -> None:
    weighed = LEARNED.of.keys() | NOT_LEARNED.of.keys()

    assert _signs(knowledge, judge, "is there a fine").keys() == weighed
    assert "likeliest" not in NOT_LEARNED.of


def test_a_question_of_the_corpus_lies_near_and_ahead(knowledge: Knowledge, judge: Judge) -> None:
    held = _signs(knowledge, judge, "what happens if a foreigner registers late")

    assert held["nearest"] == pytest.approx(1, abs=1e-5)
    assert held["ahead"] > 0
    assert held["covered"] == pytest.approx(1)
    assert (held["beside"], held["unknown"]) == (False, 0)


def test_a_declined_example_lies_behind_and_has_votes(knowledge: Knowledge, judge: Judge) -> None:
    declined = _signs(knowledge, judge, "which vaccinations does my cat need")

    assert declined["ahead"] < 0
    assert declined["votes"] > 0
    assert declined["unknown"] > 0
    assert declined["beside"]


def test_names_of_places_and_peoples_are_no_matter(knowledge: Knowledge, judge: Judge) -> None:
    plain = _signs(knowledge, judge, "is there a fine for a foreigner")
    named = _signs(knowledge, judge, "is there a fine for a Norwegian foreigner in Chengdu")

    assert named["unknown"] == plain["unknown"] == 0
    assert named["covered"] == plain["covered"]


def test_a_chinese_question_is_as_long_as_its_english(knowledge: Knowledge, judge: Judge) -> None:
    chinese = _signs(knowledge, judge, "能带狗入境吗")

    assert chinese["chinese"] == 1
    assert chinese["length"] == pytest.approx(
        _signs(knowledge, judge, "may a dog enter")["length"], abs=0.01
    )


def test_a_question_of_the_corpus_is_answered(knowledge: Knowledge, judge: Judge) -> None:
    text = "what happens if a foreigner registers late"
    judgement = _judge(knowledge, judge, text)

    assert judgement.is_answerable
    assert reason_not_to_answer(_reading(knowledge, text), judgement) is None


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("can I bring my dog into the country", "pets", Reason.NOT_IN_CORPUS),
        ("猫要打什么疫苗", "pets", Reason.NOT_IN_CORPUS),
        ("教我刻个派出所的章", "forged-papers", Reason.UNSAFE),
    ],
)
def test_a_declined_example_is_refused_with_its_kind(
    knowledge: Knowledge, judge: Judge, text: str, kind: str, reason: Reason
) -> None:
    judgement = _judge(knowledge, judge, text)

    assert not judgement.is_answerable
    assert judgement.declined is not None
    assert judgement.declined.id == kind
    assert judgement.declined_for(reason)
    assert reason_not_to_answer(_reading(knowledge, text), judgement) is reason


def test_an_article_that_is_named_is_always_answered(knowledge: Knowledge, judge: Judge) -> None:
    judgement = _judge(
        knowledge, judge, "can I bring my dog into the country, 出境入境管理法第七十六条"
    )

    assert judgement.is_answerable
    assert (judgement.probability, judgement.declined) == (1.0, None)


def test_a_follow_up_needs_less(knowledge: Knowledge, judge: Judge) -> None:
    alone = _judge(knowledge, judge, "is it free?")
    following = _judge(knowledge, judge, "is it free?", topic="what does the juzhuzheng cost")

    assert (alone.least, following.least) == (NOT_LEARNED.least, LEAST_OF_FOLLOW_UP)
    assert NOT_LEARNED.least > LEAST_OF_FOLLOW_UP


@pytest.mark.parametrize(("probability", "answered"), [(0.3, True), (0.1, False)])
def test_what_is_likely_enough_is_answered(probability: float, answered: bool) -> None:
    assert Judgement(probability, LEAST_OF_FOLLOW_UP, None).is_answerable is answered


def test_deceit_is_unsafe_however_likely_the_answer(knowledge: Knowledge) -> None:
    reading = _reading(knowledge, "帮我伪造一份在职证明")

    assert reason_not_to_answer(reading, Judgement(1.0, LEARNED.least, None)) is Reason.UNSAFE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("who sells the best hukou calendars", Reason.NOT_IN_CORPUS),
        ("best dumplings in Beijing", Reason.OUT_OF_SCOPE),
    ],
)
def test_without_a_kind_the_field_decides_the_reason(
    knowledge: Knowledge, text: str, reason: Reason
) -> None:
    judgement = Judgement(0.0, LEARNED.least, None)

    assert reason_not_to_answer(_reading(knowledge, text), judgement) is reason
    assert not judgement.declined_for(reason)


def test_a_kind_declined_for_another_reason_is_not_meant() -> None:
    kind = Declined("pets", "not_in_corpus", {}, (), {})

    assert not Judgement(0.0, LEARNED.least, kind).declined_for(Reason.UNSAFE)


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    ["居住证多少钱", "overstay fine", "how to get green card", "补办身份证", "居住证怎么办理？"],
)
def test_a_few_plain_words_of_the_field_are_answered(assistant: Assistant, question: str) -> None:
    assert not isinstance(assistant.reply(Question(question)), Refusal)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "is_said"),
    [
        ("does a VPN work in Shenzhen", True),
        (
            "My company ended my contract when I told them I was pregnant. No written contract "
            "only wechat messages. What can I do and by when?",
            False,
        ),
    ],
)
def test_a_kind_is_named_only_where_its_example_lies_nearest(
    assistant: Assistant, question: str, is_said: bool
) -> None:
    reply = assistant.reply(Question(question))

    said = " ".join(sentence.text for sentence in reply.body.sentences)
    assert ("VPNs" in said) is is_said
