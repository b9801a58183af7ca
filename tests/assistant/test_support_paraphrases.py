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


@pytest.mark.parametrize(
    ("statements", "language", "text"),
    [
        (("guangdong/shenzhen/hukou-routes#students-collective",), ZH, "可以办夫妻或老人投靠。"),
        (("dual-nationality#void-passport-use", "dual-nationality#citizen-shows-own-papers"), ZH, "能用来出入境。"),
        (("marrying-a-chinese-citizen#refused",), ZH,
         "自愿、已有配偶，或者双方是直系血亲、3代以内旁系血亲的，不予登记。"),
        (("working-in-china-two-documents#nobody-may-hire-without",), EN,
         "organisation or person may hire a foreigner who lacks the work permit or the work-type foreigner's residence permit."),
    ],
)  # fmt: skip
def test_a_piece_cut_out_of_a_sentence_is_not_that_sentence(
    judge: Judge, statements: tuple[str, ...], language: Language, text: str
) -> None:
    """Cut behind its 不, a rule says the opposite."""
    ids = tuple(f"cn/{statement}" for statement in statements)

    assert judge(Sample("", language, "statement", ids[0], text, ids)) is not None


@pytest.mark.parametrize(
    ("statement", "language", "text"),
    [
        ("student-internships#no-note-no-internship", EN,
         "A foreign student cannot do an internship off campus unless the study-type residence permit has the note on it."),
        ("overseas-chinese-papers-and-rights#renew-in-china", ZH,
         "华侨回国后换发、补发护照，向暂住地公安机关出入境管理机构申请。"),
        ("refusal-of-entry#no-papers", EN,
         "Entry into China is denied to any foreigner who lacks valid documents for it or who dodges, or will not submit to, the border check (边防检查)."),
    ],
)  # fmt: skip
def test_what_only_looks_turned_or_exchanged_passes(
    judge: Judge, statement: str, language: Language, text: str
) -> None:
    assert judge(_sample(statement, language, text)) is None
