"""What was made false of a person's paraphrase and once passed; the paraphrase itself still does."""

import pytest

from corpus.loader import load_corpus
from corpus.statement import Language
from evals.mutation_sample import Sample
from evals.mutations import Judge, judge_of

EN, ZH = Language.EN, Language.ZH
# (kind of the objection, statement, language, what people wrote, what was made of it)
MADE = [
    ("denial", "registering-where-you-stay#no-daily-rate", EN,
     "When a foreigner's accommodation registration is missing, the fine is not set by how many days it was, under the Exit and Entry Administration Law.",
     "When a foreigner's accommodation registration is not missing, the fine is not set by how many days it was, under the Exit and Entry Administration Law."),
    ("denial", "hiring-foreigners-illegally#go-between-person", EN,
     "An individual who finds foreigners illegal employment (非法就业) faces a fine of 5,000 yuan per foreigner, 50,000 yuan at the most, and the unlawful profits are confiscated.",
     "An individual who finds foreigners illegal employment (非法就业) faces a fine of 5,000 yuan per foreigner, 50,000 yuan at the most, and the unlawful profits are not confiscated."),
    ("denial", "areas-closed-to-foreigners#entering-closed-area", ZH,
     "没有得到批准就进入限制区域的外国人，会被要求马上离开；情节严重的话，还要拘留五日至十日。",
     "有得到批准就进入限制区域的外国人，会被要求马上离开；情节严重的话，还要拘留五日至十日。"),
    ("exchange", "arrival-card#online", EN,
     "You can fill in the China arrival card on the web before you get here. This has been possible for foreigners since 20 November 2025.",
     "You can fill in the China arrival card on the web after you get here. This has been possible for foreigners since 20 November 2025."),
    ("exchange", "arrival-card#online", ZH,
     "外国人可以在到达以前通过网络填写入境卡（arrival card），此做法始于2025年11月20日。",
     "外国人可以在到达以后通过网络填写入境卡（arrival card），此做法始于2025年11月20日。"),
    ("exchange", "deceit-in-visa-and-permit-applications#deceit-organisation", ZH,
     "单位靠骗给外国人弄到签证证件，要罚一万到五万元，负责的人也要受处罚。",
     "劳动者靠骗给外国人弄到签证证件，要罚一万到五万元，负责的人也要受处罚。"),
    ("exchange", "arrival-card#channels", EN,
     "The notice of November 2025 gives several ways of completing the arrival card: the immigration administration's website, its service platform or app, mini-programs, or the scanning of a code.",
     "The law of November 2025 gives several ways of completing the arrival card: the immigration administration's website, its service platform or app, mini-programs, or the scanning of a code."),
]  # fmt: skip


@pytest.fixture(scope="module")
def judge() -> Judge:
    return judge_of(load_corpus())


def _sample(statement: str, language: Language, text: str, *, of: str = "") -> Sample:
    made_of = f"cn/{statement}"
    return Sample("", language, "paraphrase", made_of, text, (f"cn/{of}" if of else made_of,))


@pytest.mark.parametrize(("kind", "statement", "language", "true", "false"), MADE)
def test_what_was_made_false_is_blocked_and_what_it_was_made_of_passes(
    judge: Judge, kind: str, statement: str, language: Language, true: str, false: str
) -> None:
    objection = judge(_sample(statement, language, false))

    assert judge(_sample(statement, language, true)) is None
    assert objection is not None
    assert objection.kind == kind


@pytest.mark.parametrize(
    ("own", "neighbour", "language", "text"),
    [
        ("hukou-death-and-cancellation#moving-out", "hukou-death-and-cancellation#settled-hmt", EN,
         "A citizen who moves out of the hukou district has the hukou cancelled there when registering the move."),
        ("permanent-residence-routes#years-run-together", "permanent-residence-routes#province-reviews", ZH,
         "2004年办法的永久居留条件中的年限，都指申请之日以前的连续年限。"),
    ],
)  # fmt: skip
def test_a_neighbouring_rule_bears_nothing_out(
    judge: Judge, own: str, neighbour: str, language: Language, text: str
) -> None:
    """Its words go with those of the sentence elsewhere; hardly one stands in it."""
    objection = judge(_sample(own, language, text, of=neighbour))

    assert judge(_sample(own, language, text)) is None
    assert objection is not None
    assert objection.kind == "word"


def test_a_sentence_of_one_passage_stands_beside_another(judge: Judge) -> None:
    """Each sentence that stands in one of the passages as it is has that passage, however few its words."""
    first = "The Nationality Law sets no time limit and no fee for deciding a foreigner's application for Chinese nationality"
    second = "the Nationality Law names no oath, ceremony or interview for a foreigner who becomes Chinese. It speaks of an application, a decision by the Ministry of Public Security (公安部) and a certificate. Other rules were not read."
    names = [f"cn/becoming-chinese#{key}" for key in ("no-time-limit", "no-oath")]

    assert (
        judge(Sample("", EN, "statement", names[0], f"{first}, and {second}", tuple(names))) is None
    )
