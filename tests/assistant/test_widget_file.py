"""What can be proved of widget.js without a browser."""

import gzip
import re
from collections.abc import Mapping
from pathlib import Path

import opencc
import pytest

from assistant.messages import GRADE_NAMES, STANDING_NAMES, STATUS_NAMES
from corpus.instruments import Grade
from corpus.places import load_places
from corpus.statement import Language

WEB = Path("assistant/web")
WIDGET = (WEB / "widget.js").read_text(encoding="utf-8")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def _words(language: str) -> str:
    """The lines of a language in the table of words."""
    found = re.search(rf'^    "?{language}"?: \{{\n(.*?)^    \}},$', WIDGET, re.M | re.S)
    assert found
    return found[1]


def _table(words: str, name: str) -> Mapping[str, str]:
    found = re.search(rf"\b{name}: \{{(.*?)\}}", words, re.S)
    assert found
    return dict(re.findall(r'(\w+): "([^"]*)"', found[1]))


def test_it_is_small() -> None:
    assert len(gzip.compress(WIDGET.encode(), 9)) <= 30 * 1024


@pytest.mark.parametrize(
    "forbidden",
    ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "new Function",
     "createContextualFragment", "DOMParser", ".cookie", "localStorage", "import(", "srcdoc"],
)  # fmt: skip
def test_data_has_no_way_into_markup_or_code(forbidden: str) -> None:
    assert forbidden not in WIDGET


def test_it_names_no_address_but_that_of_drawings() -> None:
    assert set(re.findall(r"https?://[\w.]+", WIDGET)) == {"http://www.w3.org"}


def test_each_language_has_the_same_words() -> None:
    names = [re.findall(r"^ {6,8}(\w+):", _words(language), re.M) for language in LANGUAGES]

    assert names[0]
    assert names[0] == names[1] == names[2]


@pytest.mark.parametrize(("language", "ours"), [("en", Language.EN), ("zh-Hans", Language.ZH)])
def test_its_names_are_those_of_the_chat_page(language: str, ours: Language) -> None:
    words = _words(language)

    assert _table(words, "statuses") == {s.value: n(ours) for s, n in STATUS_NAMES.items()}
    assert _table(words, "standings") == {s.value: n(ours) for s, n in STANDING_NAMES.items()}
    named = {g.value: GRADE_NAMES[g](ours) for g in (Grade.PAGE, Grade.OFFICIAL_GUIDE)}
    assert _table(words, "grades") == named


def test_traditional_words_have_no_simplified_characters() -> None:
    traditional = _words("zh-Hant")

    assert opencc.OpenCC("s2t").convert(traditional) == traditional


def test_every_place_with_documents_has_a_name() -> None:
    places, traditional = load_places(), opencc.OpenCC("s2t")
    shown = {
        path: (en, hans, hant)
        for path, en, hans, hant in re.findall(
            r'^    "?(cn[a-z/]*)"?: \["([^"]+)", "([^"]+)", "([^"]+)"\],$', WIDGET, re.M
        )
    }
    documents = Path("corpus/documents")
    folders = {p.relative_to(documents).as_posix() for p in documents.rglob("*") if p.is_dir()}

    assert folders <= set(shown)
    for path, (en, hans, hant) in shown.items():
        if path != "cn":
            assert (en, hans) == (places.name(path, Language.EN), places.name(path, Language.ZH))
        assert hant == traditional.convert(hans)


def test_what_the_docs_name_is_there() -> None:
    docs = Path("docs/widget.md").read_text(encoding="utf-8")
    properties = set(re.findall(r"--hukou-[a-z-]+", docs))
    parts = re.search(r"^Parts, for .*?`: (.*?)\.$", docs, re.M | re.S)
    assert parts
    named = set(re.findall(r"`([a-z]+)`", parts[1]))
    # clear and close take the name that their button is made with
    made = set(re.findall(r'part: "([a-z]+)"', WIDGET)) | {"clear", "close"}

    assert properties == set(re.findall(r"--hukou-[a-z-]+", WIDGET))
    assert named == made
    assert set(re.findall(r'"(hukou-[a-z]+)"', WIDGET)) - {"hukou-assistant"} == set(
        re.findall(r"`(hukou-[a-z]+)`", docs)
    ) - {"hukou-assistant"}
    assert len(docs.splitlines()) <= 120
