"""Sentences made of a passage's own words that say something else."""

from dataclasses import replace

import pytest

from assistant.model_support import kept, turned
from assistant.support_words import Words
from assistant.wiring import Knowledge
from corpus.loader import load_corpus
from corpus.statement import Language, Passage
from evals.model_run import read_records


@pytest.fixture
def words(small: Knowledge) -> Words:
    return Words([statement.texts for statement in small.corpus.statements.values()])


def _passage(small: Knowledge, name: str) -> Passage:
    found = small.retriever.passage(f"cn/registering#{name}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("within-24-hours.en", "A foreigner must make the accommodation registration in 24 hours."),
        (
            "within-24-hours.en",
            "Within 24 hours of moving in, foreigners must register their lodging.",
        ),
        (
            "fine.en",
            "A foreigner's registration of accommodation that was not made brings a warning and may bring a fine of up to 2,000 yuan.",
        ),
        ("within-24-hours.zh", "外国人入住后，应当在24小时内办理住宿登记。"),
        ("fine.zh", "外国人未办理住宿登记的，给予警告，可以并处2,000元以下的罚款。"),
    ],
)
def test_another_wording_of_the_whole_is_kept(
    small: Knowledge, words: Words, name: str, text: str
) -> None:
    passage = _passage(small, name)

    assert kept(text, [passage]) == (passage,)
    assert turned(text, [passage], small.retriever.pair, words) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fine.en", "Foreigners may stay for ever."),
        ("fine.en", "The fine for a foreigner was abolished."),
        ("fine.en", "A foreigner may stay without any registration."),
        ("within-24-hours.en", "The registration of a foreigner is voluntary."),
        ("fine.zh", "外国人不用登记。"),
        ("fine.zh", "建议外国人不要登记。"),
    ],
)
def test_what_keeps_a_few_words_of_a_passage_does_not_say_it(
    small: Knowledge, name: str, text: str
) -> None:
    assert kept(text, [_passage(small, name)]) == ()


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("fine.zh", "外国人不用办理住宿登记，可以给予2,000元以下罚款的警告。", "need not"),
        (
            "from-moving-in.en",
            "The 24 hours of a foreigner's accommodation registration run from moving in and landing.",
            "denies less",
        ),
        (
            "within-24-hours.en",
            "The accommodation registration of a foreigner must be made within 24 hours of moving in with a notary, witness and gold.",
            "adds",
        ),
    ],
)
def test_what_turns_a_passage_round_is_named(
    small: Knowledge, words: Words, name: str, text: str, reason: str
) -> None:
    assert reason in turned(text, [_passage(small, name)], small.retriever.pair, words)


@pytest.mark.parametrize(
    ("added", "why"),
    [
        (" and no share of anything. She doesn't join another", "it denies more"),
        (". He bought a bicycle in spring", "a part of it says nothing"),
    ],
)
def test_what_a_model_hangs_on_to_a_true_sentence_is_seen(
    small: Knowledge, words: Words, added: str, why: str
) -> None:
    passage = _passage(small, "within-24-hours.en")
    text = f"{passage.text[:-1]}{added}."

    assert kept(text, [passage]) == (passage,)
    assert turned(text, [passage], small.retriever.pair, words).startswith(why)


def test_no_sentence_of_the_small_model_that_was_judged_wrong_gets_through_again() -> None:
    corpus = load_corpus()
    words = Words([statement.texts for statement in corpus.statements.values()])
    passed = [each for record in read_records() for each in record["passed"]]
    wrong = [each for each in passed if each["verdict"] == "wrong"]

    def pair(passage: Passage) -> Passage | None:
        other = "zh" if passage.language is Language.EN else "en"
        return corpus.passages.get(f"{passage.statement_id}.{other}")

    assert wrong
    for each in wrong:
        support = kept(each["text"], [corpus.passages[key] for key in each["cited"]])
        assert not support or turned(each["text"], support, pair, words), each["text"]


def test_a_figure_keeps_what_it_is_of(small: Knowledge) -> None:
    renewing = replace(
        _passage(small, "fine.en"),
        text="A price list of July 2024 gives 300 yuan for renewing the card or changing its details.",
    )

    assert kept("The price list of July 2024 gives 300 yuan for the card.", [renewing]) == ()
    assert kept(renewing.text.replace("gives", "has"), [renewing]) == (renewing,)


def test_a_passage_that_only_decorates_a_sentence_is_not_cited(small: Knowledge) -> None:
    deadline, fine = (_passage(small, name) for name in ("within-24-hours.en", "fine.en"))
    text = "A foreigner must make the accommodation registration within 24 hours of moving in."

    assert kept(text, [fine, deadline]) == (deadline,)
