import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.places import ladder, load_places
from corpus.statement import NATION, Language
from corpus.text import has_han

PLACES = load_places()
# Units of prefecture level, and places under no prefecture, by province.
PREFECTURES = {
    "anhui": 16, "fujian": 9, "gansu": 14, "guangdong": 21, "guangxi": 14, "guizhou": 9, "hainan": 4,
    "hebei": 11, "heilongjiang": 13, "henan": 17, "hubei": 13, "hunan": 14, "inner-mongolia": 12,
    "jiangsu": 13, "jiangxi": 11, "jilin": 9, "liaoning": 14, "ningxia": 5, "qinghai": 8,
    "shaanxi": 10, "shandong": 16, "shanxi": 11, "sichuan": 21, "tibet": 7, "xinjiang": 14,
    "yunnan": 16, "zhejiang": 11,
}  # fmt: skip
UNDER_NO_PREFECTURE = {"hainan": 5, "henan": 1, "hubei": 4, "xinjiang": 12}


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("can I settle in Shenzhen", ("cn/guangdong/shenzhen",)),
        ("我在深圳南山区工作，户口在成都", ("cn/guangdong/shenzhen", "cn/sichuan/chengdu")),
        ("in Suzhou", ("cn/jiangsu/suzhou", "cn/anhui/suzhou")),
        ("苏州怎么办", ("cn/jiangsu/suzhou",)),
        ("细路喺中山读小学", ("cn/guangdong/zhongshan",)),
        ("在中山大学读书", ()),
        ("广州中山八路派出所", ("cn/guangdong/guangzhou",)),
        ("中山医保怎么转", ("cn/guangdong/zhongshan",)),
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


def test_every_prefecture_is_there() -> None:
    cities = Counter(path.split("/")[1] for path in PLACES if path.count("/") == 2)

    assert sum(PREFECTURES.values()) == 333
    assert cities == Counter(PREFECTURES) + Counter(UNDER_NO_PREFECTURE)


def test_the_ladder_climbs_from_the_city_to_the_nation() -> None:
    assert ladder("cn/xinjiang/shihezi") == ("cn/xinjiang/shihezi", "cn/xinjiang", "cn")
    assert all(ladder(path)[-1] == NATION for path in PLACES)
    assert {path.count("/") for path in PLACES} == {0, 1, 2}


def test_every_name_of_a_place_finds_it() -> None:
    lost = [
        (path, name)
        for path in PLACES
        if path != NATION
        for name in (*PLACES[path].names.values(), *PLACES[path].aliases)
        if path not in PLACES.find(f"我在{name}，")
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("西安市", "cn/shaanxi/xian"),
        ("Xi’an", "cn/shaanxi/xian"),
        ("Xian", "cn/shaanxi/xian"),
        ("Ürümqi", "cn/xinjiang/urumqi"),
        ("Xizang", "cn/tibet"),
        ("Kashi", "cn/xinjiang/kashgar"),
        ("延边朝鲜族自治州", "cn/jilin/yanbian"),
        ("锡林郭勒盟", "cn/inner-mongolia/xilingol"),
        ("大兴安岭地区", "cn/heilongjiang/daxinganling"),
        ("海南州", "cn/qinghai/hainan"),
        ("海南", "cn/hainan"),
        ("昆山", "cn/jiangsu/suzhou"),
        ("Yiwu", "cn/zhejiang/jinhua"),
        ("晋江", "cn/fujian/quanzhou"),
        ("诸暨市", "cn/zhejiang/shaoxing"),
        ("陵水", "cn/hainan"),
        ("仙桃", "cn/hubei/xiantao"),
        ("沙坪坝区", "cn/chongqing"),
        ("日照市", "cn/shandong/rizhao"),
        ("吉林市", "cn/jilin/jilin"),
        ("Jilin City", "cn/jilin/jilin"),
        ("Suzhou, Anhui", "cn/anhui/suzhou"),
        ("北京朝阳", "cn/beijing"),
        ("辽宁朝阳", "cn/liaoning/chaoyang"),
    ],
)
def test_official_old_and_county_names_lead_to_their_place(name: str, path: str) -> None:
    assert PLACES.find(f"户口在{name}") == (path,)


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("Suzhou", {"cn/jiangsu/suzhou", "cn/anhui/suzhou"}),
        ("Taizhou", {"cn/jiangsu/taizhou", "cn/zhejiang/taizhou"}),
        ("Fuzhou", {"cn/fujian/fuzhou", "cn/jiangxi/fuzhou"}),
        ("Yichun", {"cn/jiangxi/yichun", "cn/heilongjiang/yichun"}),
        ("Yulin", {"cn/shaanxi/yulin", "cn/guangxi/yulin"}),
        ("Jilin", {"cn/jilin", "cn/jilin/jilin"}),
        ("吉林", {"cn/jilin", "cn/jilin/jilin"}),
        ("Chaoyang", {"cn/beijing", "cn/liaoning/chaoyang"}),
        ("朝阳", {"cn/beijing", "cn/liaoning/chaoyang"}),
        ("Fuyang", {"cn/anhui/fuyang", "cn/zhejiang/hangzhou"}),
        ("Pingxiang", {"cn/jiangxi/pingxiang", "cn/guangxi/chongzuo"}),
    ],
)
def test_an_ambiguous_name_brings_back_every_place(name: str, paths: set[str]) -> None:
    assert set(PLACES.find(f"I live in {name} now")) == paths
    assert set(PLACES.resolve(name)) == paths


@pytest.mark.parametrize(
    ("name", "path"),
    [("宿州", "cn/anhui/suzhou"), ("台州", "cn/zhejiang/taizhou"), ("宜春", "cn/jiangxi/yichun")],
)
def test_chinese_tells_apart_what_english_does_not(name: str, path: str) -> None:
    assert PLACES.find(f"{name}怎么落户") == (path,)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("广东城区常住人口", ("cn/guangdong",)),
        ("云南山区的农村户口", ("cn/yunnan",)),
        ("上海口岸办签证", ("cn/shanghai",)),
        ("济南通过积分落户", ("cn/shandong/jinan",)),
        ("规定西安要满三年", ("cn/shaanxi/xian",)),
        ("国内江苏户口", ("cn/jiangsu",)),
        ("我在Shenzhen工作", ("cn/guangdong/shenzhen",)),
    ],
)
def test_of_names_that_overlap_the_right_one_is_read(text: str, paths: tuple[str, ...]) -> None:
    assert PLACES.find(text) == paths


@pytest.mark.parametrize(
    "text",
    [
        "这几个城市的落户政策大同小异吗",
        "周六安排办理户口迁移吗",
        "节假日照常办公吗，能不能补户口本",
        "祝您身体安康，请问老人投靠落户要什么",
        "推广安置房以后，租客能申领居住证吗",
        "派出所规定安排在哪天领证",
        "孩子面临高考，借考要什么材料",
        "500万以上城区常住人口的城市怎么落户",
        "沿海口岸可以办落地签证吗",
        "目前海外华人怎样回国定居",
        "我太太原来是农业户口，能转吗",
        "真正定居以后还要换身份证吗",
        "更新密码以后在哪里查积分",
        "股东营业执照能给居住证加分吗",
        "拆迁安置的房子算合法稳定住所吗",
        "其中卫生部门的证明是必须的吗",
        "沿海城市和新兴城市取消落户限制了吗",
        "非常熟悉流程的中介说户口能买",
        "户口所在的宅基地和田地怎么分",
        "加拿大同时保留中国户口行不行",
        "经济南北差距大，户口是不是难迁",
        "白银和东方文化跟居住证有什么关系",
        "我在美国德州出生，能办旅行证吗",
        "Is an RP the same as a residence card for citizens?",
        "My wife lost her hukou booklet, who replaces it?",
        "Can I sign a lease before the accommodation registration?",
        "How long does an alien employment permit take?",
        "Do I need a medical check for the long stay visa?",
        "Our son was born abroad; can he get a hukou here?",
        "The police say the half year runs from registration.",
        "He overstayed an L visa by ten days, what fine is due?",
        "Is a green card holder an exception to the points rule?",
        "My degree is from Nanyang Technological University, does it count?",
    ],
)
def test_an_ordinary_sentence_names_no_place(text: str) -> None:
    assert PLACES.find(text) == ()


def test_a_chance_phrase_hides_no_other_place() -> None:
    chinese = [
        (path, phrase) for path in PLACES for phrase in PLACES[path].not_in if has_han(phrase)
    ]

    for _, phrase in chinese:
        names = [
            name
            for start in range(len(phrase))
            for end in range(start + 2, len(phrase) + 1)
            if PLACES.resolve(name := phrase[start:end])
        ]
        assert names, phrase
        hidden = {other for other, its_phrase in chinese if its_phrase == phrase}
        assert all(hidden.intersection(PLACES.resolve(name)) for name in names), phrase


def test_no_place_has_a_name_of_one_character() -> None:
    names = [name for path in PLACES for name in PLACES[path].aliases]

    assert [name for name in names if len(name) == 1 or re.fullmatch(r"[A-Za-z]{2}", name)] == []


@pytest.mark.parametrize("text", ["x", '["cn/a"]\nen = "A"', '["cn/a/b"]\nen = "B"\nzh = "乙"'])
def test_a_wrong_file_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "places.toml"
    path.write_text(text)

    with pytest.raises(CorpusError):
        load_places(path)
