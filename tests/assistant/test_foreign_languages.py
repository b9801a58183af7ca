import pytest

from assistant.foreign_languages import foreign_language, translation_objection
from evals.case import load_suites


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("French", "Combien de temps ai-je pour m'enregistrer auprès de la police ?"),
        ("Spanish", "¿Cuánto tiempo tengo para registrarme en la policía?"),
        ("Portuguese", "Quanto tempo tenho para me registrar na polícia?"),
        ("German", "Wie schnell muss ich mich bei der Polizei anmelden?"),
        ("Russian", "Как быстро нужно зарегистрироваться в полиции?"),
        ("Ukrainian", "Скільки коштує посвідка на проживання і де її взяти?"),
        ("Arabic", "كم من الوقت لدي للتسجيل لدى الشرطة؟"),
        ("Korean", "이사 후 언제까지 경찰에 등록해야 하나요?"),
        ("Japanese", "引っ越した後、いつまでに警察に登録しなければなりませんか"),
        ("Vietnamese", "Bao lâu tôi phải đăng ký với công an?"),
        ("Hindi", "पंजीकरण कब करना है?"),
        (None, "How soon must I register with the police?"),
        (None, "Wife is from Cote d'Ivoire, visa S1, pls halp"),
        (None, "入住后多久要办理住宿登记？"),
        (None, "What does 居住证 cost in São Paulo style bars"),
        (None, "제주 사람인데 居住证在上海怎么办理，需要哪些材料，要多长时间，费用是多少"),
        (None, ""),
    ],
)
def test_a_language_is_told_by_its_script_or_its_small_words(
    language: str | None, text: str
) -> None:
    assert foreign_language(text) == language


def test_no_question_of_the_cases_is_taken_for_another_language() -> None:
    turns = [turn for suite in load_suites() for case in suite.cases for turn in case.turns]

    assert len(turns) > 1000
    assert [turn for turn in turns if foreign_language(turn)] == []


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Dans les 24 heures, sous peine d'une amende de 2 000 yuans.", "24 hours, 2,000 yuan"),
        ("в течение 24 часов, штраф до 2000 юаней", "24 hours, a fine of up to 2,000 yuan"),
        ("خلال ٢٤ ساعة وغرامة ٢٠٠٠ يوان", "24 hours, 2,000 yuan"),
        ("24時間以内、罰金2,000元", "24 hours, 2,000 yuan"),
        ("24시간 이내, 2000위안", "24 hours, 2,000 yuan"),
        ("罰金は5万元", "50,000 yuan"),
        ("Das Visum Z gilt 30 Tage.", "The Z visa holds for 30 days."),
    ],
)
def test_a_translation_that_keeps_its_figures_is_let_be(text: str, english: str) -> None:
    assert translation_objection(text, english) == ""


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Dans les 48 heures.", "Within 24 hours."),
        ("Dans les 24 jours.", "Within 24 hours."),
        ("Dès que possible.", "Within 24 hours."),
        ("Dans les 24 heures, article 39.", "Within 24 hours."),
        ("в течение 24 дней", "within 24 hours"),
        ("خلال ٤٢ ساعة", "24 hours"),
        ("24日以内", "24 hours"),
        ("24개월 이내", "24 hours"),
        ("Das Visum gilt 30 Tage.", "The Z visa holds for 30 days."),
    ],
)
def test_a_translation_with_other_figures_is_seen(text: str, english: str) -> None:
    assert translation_objection(text, english) != ""
