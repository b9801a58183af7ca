from pathlib import Path

import pytest

from corpus.asked import Asked, load_asked
from corpus.errors import CorpusError
from corpus.loader import load_corpus
from corpus.statement import Language
from index.contents import corpus_contents

ASKED = """
["cn/registering#within-a-day"]
en = ["landed last night, must i go now"]
zh = ["昨晚到的要马上去吗"]
["cn/registering"]
zh = ["派出所几点开门"]
"""
NAMES = {"cn/registering", "cn/registering#within-a-day"}


def test_what_is_answered_stands_under_its_statement(tmp_path: Path) -> None:
    path = tmp_path / "asked.toml"
    path.write_text(ASKED)

    asked = load_asked(path, NAMES)

    assert asked.answered["cn/registering#within-a-day"][Language.ZH] == ("昨晚到的要马上去吗",)
    assert asked.unanswered == {
        "cn/registering": {Language.EN: (), Language.ZH: ("派出所几点开门",)}
    }
    assert load_asked(tmp_path / "none.toml", NAMES) == Asked()


def test_of_some_it_is_told_whether_their_words_show_who_asks(tmp_path: Path) -> None:
    path, askers = tmp_path / "asked.toml", tmp_path / "askers.toml"
    path.write_text(ASKED)
    askers.write_text(
        'foreigner = ["landed last night, must i go now"]\nunclear = ["派出所几点开门"]'
    )

    assert load_asked(path, NAMES).show_asker == {
        "landed last night, must i go now": True,
        "派出所几点开门": False,
    }

    askers.write_text('citizen = ["never asked"]')
    with pytest.raises(CorpusError, match="'never asked' is not asked"):
        load_asked(path, NAMES)
    askers.write_text('tourist = ["派出所几点开门"]')
    with pytest.raises(CorpusError, match=r"askers\.toml"):
        load_asked(path, NAMES)


def test_some_stand_in_the_other_language_too(tmp_path: Path) -> None:
    path, translations = tmp_path / "asked.toml", tmp_path / "asked_translations.jsonl"
    path.write_text(ASKED)
    row = '{"asked": "派出所几点开门", "translation": "when does the police station open"}\n'
    translations.write_text(row)
    assert load_asked(path, NAMES).translations == {
        "派出所几点开门": "when does the police station open"
    }

    translations.write_text(row * 2)
    with pytest.raises(CorpusError, match=r"line 2: .* twice"):
        load_asked(path, NAMES)
    translations.write_text(
        row.replace("when does", "x").replace(
            "x the police station open", "landed last night, must i go now"
        )
    )
    with pytest.raises(CorpusError, match="its translation is asked too"):
        load_asked(path, NAMES)
    translations.write_text('{"asked": "never asked", "translation": "x"}')
    with pytest.raises(CorpusError, match="'never asked' is not asked"):
        load_asked(path, NAMES)
    translations.write_text('{"asked": "派出所几点开门"}')
    with pytest.raises(CorpusError, match=r"asked_translations\.jsonl, line 1"):
        load_asked(path, NAMES)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('{"asked": "派出所几点开门", "further": ["OTHER"]}', "is not answered in asked.toml"),
        ('{"asked": "ASKED", "further": ["OWN"]}', "is no other statement"),
        ('{"asked": "ASKED", "further": ["OTHER", "OTHER"]}', "is no other statement"),
        ('{"asked": "ASKED", "further": ["cn/x#never-held"]}', "is no other statement"),
        ('{"asked": "ASKED", "further": []}', r"asked_further\.jsonl, line 1"),
        ('{"asked": "ASKED", "further": ["OTHER"]}\n' * 2, r"line 2: .* twice"),
    ],
)
def test_what_else_its_asker_needs_names_other_statements(
    tmp_path: Path, row: str, fault: str
) -> None:
    path, further = tmp_path / "asked.toml", tmp_path / "asked_further.jsonl"
    path.write_text(ASKED)
    own, line = next((k, v[Language.EN][0]) for k, v in load_asked(path, NAMES).answered.items())
    names = [*NAMES, "cn/x#another"]
    row = row.replace("OTHER", "cn/x#another").replace("OWN", own).replace("ASKED", line)

    further.write_text(row)
    with pytest.raises(CorpusError, match=fault):
        load_asked(path, names)
    further.write_text(f'{{"asked": "{line}", "further": ["cn/x#another"]}}')
    assert load_asked(path, names).further == {line: ("cn/x#another",)}


def test_a_translation_leads_where_its_question_does() -> None:
    corpus = load_corpus()
    entries = corpus_contents(corpus).entries
    asked = {entry.text: entry for entry in entries if entry.is_asked and not entry.translates}
    translated = [entry for entry in entries if entry.translates]

    assert len(translated) > 0.9 * len(asked)
    assert {entry.translates for entry in translated} == set(corpus.asked.translations)
    for entry in translated:
        own = asked[entry.translates]
        assert (entry.statement_ids, entry.declined) == (own.statement_ids, own.declined)
        assert (entry.shows_asker, entry.further) == (own.shows_asker, own.further)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("#within-a-day", "#unheard-of", "no 'cn/registering#unheard-of'"),
        ("派出所几点开门", "昨晚到的要马上去吗", "twice"),
        ("en = [", "fr = [", "validation error"),
        ("en = [", "en = [[", "asked.toml"),
        ('zh = ["派出所几点开门"]', "", "validation error"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "asked.toml"
    path.write_text(ASKED.replace(old, new))

    with pytest.raises(CorpusError, match=problem):
        load_asked(path, NAMES)


def test_no_question_is_both_answered_and_a_near_miss() -> None:
    corpus = load_corpus()
    near = {t for kind in corpus.declined for lines in kind.examples.values() for t in lines}
    written = {
        line
        for statement in corpus.statements.values()
        for lines in statement.questions.values()
        for line in lines
    }
    answered, unanswered = (
        {line for lines in asked.values() for each in lines.values() for line in each}
        for asked in (corpus.asked.answered, corpus.asked.unanswered)
    )

    assert len(answered) >= 2000
    assert len(unanswered) >= 1500
    assert not answered & (unanswered | near | written)
    assert not unanswered & (near | written)
