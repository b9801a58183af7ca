"""Each of several questions gets its own rule, or is said to have none."""

import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.compose_each import LONGEST
from assistant.conversation_state import ConversationState
from assistant.drafting import fact
from assistant.gate import Draft
from assistant.one_by_one import in_turn
from assistant.pipeline import Assistant
from assistant.reply import Answer, Clarification, Question, Refusal, Reply, Role
from assistant.replying import Clock, Course
from assistant.sharing import OF_ANOTHERS, OF_WHOLE, mean, share
from assistant.wiring import Knowledge
from corpus.statement import Scope, Status
from index.retriever import Hit
from tests.conftest import TODAY

NOT_FOUND = "Not found in the sources held here: "
LATE = "I'm German, I moved in on Monday. How soon must I register my address, and what is the fine if I'm late?"


@pytest.fixture(scope="module")
def hits(small: Knowledge) -> list[Hit]:
    passages = [p for p in small.corpus.passages.values() if p.id.endswith(".en")][:4]
    return [Hit(p, 1.0 - n / 10, 0.5, 1.0, exact=False) for n, p in enumerate(passages)]


def test_what_question_and_message_both_find_comes_first(hits: list[Hit]) -> None:
    one, two, three, four = hits

    (found,) = share([[one, three]], [replace(three, score=1.2), two, four])

    assert found[0].passage == three.passage
    assert found[0].score == pytest.approx(three.score + OF_WHOLE * 1.2)
    assert {hit.passage.id for hit in found} == {hit.passage.id for hit in hits}


def test_what_only_one_of_them_finds_counts_as_the_last_of_the_other(hits: list[Hit]) -> None:
    one, two, three, _ = hits

    (shared,) = share([[one, two]], [two, three])

    scores = {hit.passage.id: hit.score for hit in shared}
    assert scores[one.passage.id] == pytest.approx(one.score + OF_WHOLE * three.score)
    assert scores[three.passage.id] == pytest.approx(two.score + OF_WHOLE * three.score)


def test_a_rule_is_set_back_where_another_question_finds_it_better(hits: list[Hit]) -> None:
    soon, fine, *_ = hits
    first = [replace(soon, score=0.9), replace(fine, score=0.8)]
    second = [replace(fine, score=1.5), replace(soon, score=0.2)]
    whole = [replace(fine, score=1.2), replace(soon, score=1.0)]

    of_first, of_second = share([first, second], whole)

    assert of_first[0].passage.id == soon.passage.id
    assert of_second[0].passage.id == fine.passage.id
    assert of_first[1].score == pytest.approx(0.8 + OF_WHOLE * 1.2 - OF_ANOTHERS * (1.5 - 0.8))


def test_the_mean_of_two_searches_counts_what_one_did_not_find_as_its_last(hits: list[Hit]) -> None:
    one, two, three, _ = hits

    both = mean([one, two], [replace(two, score=1.2), replace(three, score=0.4)])

    scores = {hit.passage.id: hit.score for hit in both}
    assert both[0].passage.id == two.passage.id
    assert scores[two.passage.id] == pytest.approx((two.score + 1.2) / 2)
    assert scores[one.passage.id] == pytest.approx((one.score + 0.4) / 2)
    assert scores[three.passage.id] == pytest.approx((two.score + 0.4) / 2)


def test_where_nothing_is_found_for_a_question_the_message_stands(hits: list[Hit]) -> None:
    (found,) = share([[]], hits)

    assert [hit.passage for hit in found] == [hit.passage for hit in hits]


def test_hits_are_taken_in_turn_and_once(hits: list[Hit]) -> None:
    assert in_turn([], [*hits, hits[0]]) == hits


def _over(reply: Reply) -> dict[str, list[str]]:
    """The facts under each heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for sentence in reply.body.sentences:
        if sentence.role is Role.HEADING:
            heading = sentence.text
        elif sentence.role is Role.FACT:
            found.setdefault(heading, []).append(sentence.text)
    return found


def _nothing_held(reply: Reply) -> list[str]:
    return [s.text for s in reply.body.sentences if s.text.startswith(NOT_FOUND)]


@pytest.mark.slow
def test_each_question_stands_over_its_own_rule(assistant: Assistant) -> None:
    reply = assistant.reply(Question(LATE))

    assert isinstance(reply, Answer)
    (soon, within), (fine, sum_) = _over(reply).items()
    assert (soon, fine) == (
        "“How soon must I register my address”",
        "“what is the fine if I'm late?”",
    )
    assert "24 hours" in within[0]
    assert "2,000 yuan" in " ".join(sum_)
    assert _nothing_held(reply) == []


@pytest.mark.slow
def test_in_chinese_too(assistant: Assistant) -> None:
    reply = assistant.reply(Question("外地户口在苏州上班，居住证几年签注一次？签注要收费吗？"))

    over = _over(reply)
    assert any("每年" in fact or "一年" in fact for fact in next(iter(over.values())))
    assert re.search(
        "免费|不收|免收|不得收费", " ".join(fact for facts in over.values() for fact in facts)
    )


@pytest.mark.slow
def test_what_nothing_answers_is_named_with_whom_to_ask(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question(
            "I'm German and married to a local. How soon must I register my address? And what does the "
            "notary charge for translating my German marriage certificate?"
        )
    )

    assert isinstance(reply, Answer)
    assert "24 hours" in " ".join(fact for facts in _over(reply).values() for fact in facts)
    assert _nothing_held(reply) == [
        f"{NOT_FOUND}“what does the notary charge for translating my German marriage certificate?”."
    ]
    assert any(sentence.role is Role.CONTACT for sentence in reply.body.sentences)


@pytest.mark.slow
def test_a_few_words_ask_about_the_paper_of_their_message(assistant: Assistant) -> None:
    reply = assistant.reply(Question("回乡证换证在内地哪里都可以办吗,我在郑州,几个工作日,多少钱"))

    said = " ".join(fact for facts in _over(reply).values() for fact in facts)
    assert "7个工作日" in said
    assert "港澳台居民居住证" not in said


@pytest.mark.slow
def test_a_price_after_a_loss_is_that_of_the_loss(assistant: Assistant) -> None:
    reply = assistant.reply(Question("外国人永居身份证丢了哪里补,多少钱,多久能拿到,我在苏州"))

    sums = [f for facts in _over(reply).values() for f in facts if "元" in f]
    assert "600元" in sums[0]


@pytest.mark.slow
def test_a_whole_short_question_is_not_drowned_by_the_first(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question("I am German. How do I replace my lost passport? Can my wife work?")
    )

    under = {words: facts for words, facts in _over(reply).items() if "Can my wife work" in words}
    assert not any("void" in fact for facts in under.values() for fact in facts)


@pytest.mark.slow
def test_a_message_within_the_limit_is_never_too_long(assistant: Assistant) -> None:
    story = "我是香港人。我在深圳上班。" * 280

    reply = assistant.reply(Question(f"{story}回乡证换证在内地哪里都可以办吗？多少钱？"))

    assert reply.body.sentences


@pytest.mark.slow
def test_a_home_to_go_back_to_is_no_second_place(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question("身份证下个月到期,人在上海,要不要回安徽换?高铁票还能用旧的买吗")
    )

    assert isinstance(reply, Answer)
    assert list(_over(reply)) == ["“身份证下个月到期,人在上海,要不要回安徽换?”"]


@pytest.mark.slow
def test_a_sum_is_not_answered_by_a_rule_without_one(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question("How do I register my stay at a friend's flat as a foreigner? how much cost")
    )

    assert _nothing_held(reply) == [f"{NOT_FOUND}“how much cost”."]
    assert "must register" in " ".join(f for facts in _over(reply).values() for f in facts)


@pytest.mark.slow
def test_a_sum_that_stands_in_the_answer_to_another_is_not_told_as_missing(
    assistant: Assistant,
) -> None:
    reply = assistant.reply(
        Question(
            "HK permanent resident with an Indian passport, can I get the new card for Shenzhen? "
            "how much it cost and how many days"
        )
    )

    assert _nothing_held(reply) == []
    assert any("HK$260" in fact for facts in _over(reply).values() for fact in facts)


@pytest.mark.slow
def test_what_decides_the_situation_leads_the_question_that_it_decides(
    assistant: Assistant,
) -> None:
    reply = assistant.reply(Question("台胞证快过期了,人在厦门,可以在这边换吗?要不要先退房"))

    first = reply.body.citations[0].passage_id
    assert first == "cn/hmt-travel-permit-taiwan#renew-or-replace-here.zh"


@pytest.mark.slow
def test_one_question_gets_no_heading_of_its_own_words(assistant: Assistant) -> None:
    reply = assistant.reply(Question("I'm German, I moved in on Monday. How soon must I register?"))

    assert not any(heading.startswith("“") for heading in _over(reply))


@pytest.mark.slow
def test_whose_question_it_is_comes_first_then_each_question(assistant: Assistant) -> None:
    asked = assistant.reply(
        Question("What does a residence permit cost, and how long is it valid?")
    )
    assert isinstance(asked, Clarification)
    said = Question("I'm a foreigner", conversation_id=asked.body.conversation_id)
    reply = assistant.reply(said)

    assert isinstance(reply, Answer)
    assert reply.body.scope.status is Status.FOREIGNER
    assert len(_over(reply)) == 2


@pytest.mark.slow
def test_who_asks_for_deceit_beside_another_thing_is_declined(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question("How long is a Z visa valid, and where can I buy a fake work permit?")
    )

    assert isinstance(reply, Refusal)


@pytest.mark.slow
def test_a_long_question_is_cut_over_its_answer(assistant: Assistant) -> None:
    words = "my landlady and her two sons and her sister and all their cousins and I myself "
    reply = assistant.reply(
        Question(f"I'm German. How soon must {words}register my address, and what is the fine?")
    )

    assert max(len(heading) for heading in _over(reply)) <= LONGEST + 2


@pytest.mark.slow
def test_a_follow_up_with_two_questions_keeps_its_topic(assistant: Assistant) -> None:
    first = assistant.reply(Question("I'm German. How soon must I register my address?"))
    again = "How long does it take, and what does it cost?"
    reply = assistant.reply(Question(again, conversation_id=first.body.conversation_id))

    assert "topic" in reply.body.scope.carried
    assert not any(heading.startswith("“") for heading in _over(reply))


@pytest.mark.slow
def test_who_says_who_they_are_and_asks_anew_is_answered_that(assistant: Assistant) -> None:
    asked = assistant.reply(
        Question("What does a residence permit cost, and how long is it valid?")
    )
    said = Question(
        "I'm German - what is the fine if I overstay?", conversation_id=asked.body.conversation_id
    )
    reply = assistant.reply(said)

    assert not any("valid" in heading for heading in _over(reply))
    assert any("500" in fact for facts in _over(reply).values() for fact in facts)


@pytest.mark.slow
def test_what_was_found_for_today_answers_no_question_about_a_day_long_past(
    assistant: Assistant,
) -> None:
    question = Question("I'm German. How soon must I register my address? What is the fine?")
    reading = assistant._reader.read(question, ConversationState(), TODAY)
    seen = assistant._looker.look(reading, TODAY)
    parts = assistant._one_by_one.parts

    assert len(parts(question, reading, seen, TODAY)) == 2
    assert parts(question, replace(reading, as_of=date(1970, 1, 1)), seen, TODAY) == ()


@pytest.mark.slow
def test_a_penalty_stands_under_the_question_that_asks_for_it(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question(
            "I'm American, how soon must I register with the police after moving into a friend's flat, "
            "and what if I don't?"
        )
    )

    (_, soon), (_, otherwise) = _over(reply).items()
    assert "2,000 yuan" not in " ".join(soon)
    assert "2,000 yuan" in " ".join(otherwise)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "我是四川户口，广州的居住证几年签注一次？在深圳的居住证什么时候可以签注？",
        "I live in Shenzhen on a Chinese hukou from Wuhan, what do I need for a residence permit? "
        "My mother lives in Chengdu. Can she get a residence permit too?",
    ],
)
def test_two_places_are_not_answered_by_the_rules_of_one(assistant: Assistant, text: str) -> None:
    assert not any(heading.startswith("“") for heading in _over(assistant.reply(Question(text))))


@pytest.mark.slow
def test_whom_to_ask_is_said_once(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question(
            "I'm German and married to a local. How soon must I register my address? And what does the "
            "notary charge for translating my German marriage certificate?"
        )
    )

    contacts = [s.text for s in reply.body.sentences if s.role is Role.CONTACT]
    assert len(contacts) == len(set(contacts)) >= 1


@pytest.mark.slow
def test_no_heading_stands_over_what_was_said_first(assistant: Assistant) -> None:
    question = Question("My husband beats me. Whom can I call?")
    reading = assistant._reader.read(question, ConversationState(), TODAY)
    course = Course(question, reading, "c", Clock())
    scope = Scope(reading.place, reading.status, TODAY)
    assert reading.urgent is not None
    key = reading.urgent.first_for(reading.status)[0]
    passage = assistant.retriever.passage(f"{key}.en")
    assert passage is not None
    drafts = [Draft("“Whom can I call?”", Role.HEADING), fact(passage, scope)]

    shown = list(assistant._urgent_first(iter(drafts), course))

    assert passage in [p for draft in shown for p in draft.support]
    assert "“Whom can I call?”" not in [draft.text for draft in shown]


@pytest.mark.slow
def test_a_rule_for_everybody_makes_nobody_of_the_next_question_a_foreigner(
    assistant: Assistant,
) -> None:
    reply = assistant.reply(
        Question("Is the emergency number 110 free of charge? How soon must I register?")
    )

    assert reply.body.scope.status is None
    assert not any(s.role is Role.ASSUMPTION for s in reply.body.sentences)


@pytest.mark.slow
def test_two_people_in_two_questions_stand_side_by_side(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question(
            "I'm from Hong Kong and my husband is German. How soon must each of us register? "
            "Is there a difference between us?"
        )
    )

    assert isinstance(reply, Answer)
    assert len({s.group.status for s in reply.body.sentences if s.group}) == 2


@pytest.mark.slow
def test_two_places_asked_about_before_a_question_back_are_not_answered_by_the_rules_of_one(
    assistant: Assistant,
) -> None:
    asked = assistant.reply(
        Question(
            "How long is a residence permit valid in Guangzhou? And in Shenzhen, how often must it be endorsed?"
        )
    )
    said = Question("I'm a Chinese citizen", conversation_id=asked.body.conversation_id)

    assert not any(heading.startswith("“") for heading in _over(assistant.reply(said)))
