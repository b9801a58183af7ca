"""The thesaurus bears out one way, and says nothing twice."""

from assistant.support_synonyms import THESAURUS, light_words, reworded


def test_a_word_bears_out_what_may_be_put_for_it_and_not_the_reverse() -> None:
    assert "newborn" in reworded()["infant"]
    assert "beyond" in reworded()["past"]
    assert "past" not in reworded().get("beyond", ())


def test_words_that_say_nothing_are_light_and_no_others() -> None:
    assert {"henceforth", "比方说", "anyhow"} <= light_words()
    assert not {"award", "批", "passport", "护照"} & light_words()


def test_no_word_of_the_corpus_stands_twice() -> None:
    lines = [line for line in THESAURUS.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    owns = [line.partition("\t")[0] for line in lines]

    assert len(owns) == len(set(owns))
    assert all(line.partition("\t")[2].strip() for line in lines)
