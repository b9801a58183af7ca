from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.glossary import load_glossary, load_terms


def test_the_three_permits_are_three_terms() -> None:
    terms = {name for term in load_glossary() for name in term.chinese}

    assert {"居住证", "港澳台居民居住证", "居留许可"} <= terms


def test_what_people_type_is_held() -> None:
    hukou = next(term for term in load_glossary() if "户口" in term.chinese)

    assert "houkou" in hukou.typed
    assert "户口" in load_terms()


def test_a_wrong_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text("[[term]]\nchinese = ['甲']\n")

    with pytest.raises(CorpusError, match=r"glossary\.toml"):
        load_glossary(path)
