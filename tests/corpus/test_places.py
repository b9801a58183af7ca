from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.places import load_places
from corpus.statement import Language

PLACES = load_places()


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("can I settle in Shenzhen", ("cn/guangdong/shenzhen",)),
        ("我在深圳南山区工作，户口在成都", ("cn/guangdong/shenzhen", "cn/sichuan/chengdu")),
        ("in Suzhou", ("cn/jiangsu/suzhou", "cn/anhui/suzhou")),
        ("苏州怎么办", ("cn/jiangsu/suzhou",)),
        ("in China", ()),
        ("a shanghaied sailor", ()),
    ],
)
def test_places_are_found_in_the_order_of_their_mention(text: str, paths: tuple[str, ...]) -> None:
    assert PLACES.find(text) == paths


@pytest.mark.parametrize("name", ["cn/shanghai", "Shanghai", "上海", "shanghai", "浦东新区"])
def test_a_path_or_a_name_leads_to_the_place(name: str) -> None:
    assert PLACES.resolve(name) == ("cn/shanghai",)


def test_an_unknown_name_leads_nowhere() -> None:
    assert PLACES.resolve("Atlantis") == ()
    assert PLACES.name("cn/nowhere", Language.EN) == "cn/nowhere"


def test_every_province_is_there() -> None:
    assert sum(path.count("/") == 1 for path in PLACES) == 31


@pytest.mark.parametrize("text", ["x", '["cn/a"]\nen = "A"', '["cn/a/b"]\nen = "B"\nzh = "乙"'])
def test_a_wrong_file_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "places.toml"
    path.write_text(text)

    with pytest.raises(CorpusError):
        load_places(path)
