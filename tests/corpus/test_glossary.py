from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.glossary import Term, Wording, load_glossary, load_terms

TERMS = {name: term for term in load_glossary() for name in term.chinese}
WORDING = Wording(load_glossary())


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


def _apart(one: str, other: str) -> bool:
    return bool(set(TERMS[one].not_merged) & set(TERMS[other].chinese))


@pytest.mark.parametrize(
    "names",
    [
        ("居住证", "港澳台居民居住证", "居留许可", "居留证件", "暂住证", "外国人永久居留身份证"),
        ("住宿登记", "暂住登记"),
        ("住宿登记", "居住登记"),
        ("签注", "港澳签注", "签证"),
        ("常住户口", "永久居留"),
        ("户口簿", "户口名簿"),
        ("户政", "户政事务所"),
        ("积分落户", "居住证积分", "外国人工作许可积分"),
        ("工作许可", "Z字签证", "工作类居留证件", "工作居住证"),
        ("限期出境", "遣送出境", "驱逐出境"),
        ("停留期限", "入境有效期"),
        ("单方面免签", "互免签证"),
        ("华侨", "外籍华人"),
        ("港澳台居民居住证", "回乡证"),
        ("港澳台居民居住证", "台胞证"),
        ("Q字签证", "S字签证", "K字签证"),
        ("职工基本医疗保险", "城乡居民基本医疗保险"),
        ("就业地", "常住地", "户籍地"),
        ("国籍", "民族"),
    ],
)
def test_terms_that_look_alike_are_kept_apart(names: tuple[str, ...]) -> None:
    pairs = [(a, b) for a in names for b in names if TERMS[a] is not TERMS[b]]

    assert pairs
    assert [pair for pair in pairs if not _apart(*pair)] == []


def test_keeping_apart_is_symmetric() -> None:
    pairs = [(term, TERMS[name]) for term in TERMS.values() for name in term.not_merged]

    assert all(set(term.chinese) & set(other.not_merged) for term, other in pairs)
    assert all(term is not other for term, other in pairs)


def test_no_name_of_a_term_is_a_name_of_one_it_is_kept_apart_from() -> None:
    def names(term: Term) -> set[str]:
        return {*term.chinese, *term.traditional, *(name.lower() for name in term.english)}

    shared = [
        (term.chinese[0], name)
        for term in TERMS.values()
        for name in term.not_merged
        if names(term) & names(TERMS[name])
    ]

    assert shared == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("hukou", "户口"),
        ("houkou", "户口"),
        ("huko", "户口"),
        ("juzhuzheng", "居住证"),
        ("zanzhuzheng", "暂住证"),
        ("TRC", "居留许可"),
        ("RP", "居留许可"),
        ("green card", "永久居留"),
        ("green card", "外国人永久居留身份证"),
        ("身份证", "居民身份证"),
        ("PSB", "出入境管理机构"),
    ],
)
def test_words_and_misspellings_lead_to_their_term(typed: str, name: str) -> None:
    assert typed in TERMS[name].typed


def test_every_term_has_its_traditional_form() -> None:
    assert [term.chinese[0] for term in TERMS.values() if not term.traditional] == []


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([("甲", ["乙"]), ("乙", [])], "does not say so"),
        ([("甲", ["丙"]), ("乙", [])], "no other term"),
        ([("甲", ["甲"])], "no other term"),
        ([("甲", []), ("甲", [])], "two terms"),
    ],
)
def test_what_is_kept_apart_must_be_a_term_and_say_so_too(
    tmp_path: Path, records: list[tuple[str, list[str]]], message: str
) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(
        "".join(
            f"[[term]]\nchinese = ['{name}']\nenglish = ['x']\nnot_merged = {apart}\n"
            for name, apart in records
        ),
        encoding="utf-8",
    )

    with pytest.raises(CorpusError, match=message) as error:
        load_glossary(path)
    assert error.value.hint


@pytest.mark.parametrize(
    "text", ["RP", "what is an RP", "residence permit", "residence card", "green card", "绿卡"]
)
def test_a_form_of_terms_that_are_kept_apart_gives_no_name(text: str) -> None:
    assert WORDING.names_for(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("how do I get a houkou", ("hukou", "户口")),
        ("HOUKOU", ("hukou", "户口")),
        ("我的临时居住证", ("temporary residence permit", "暂住证")),
        ("how do I get a hukou", ("户口",)),
        ("what about houkoutown", ()),
        ("", ()),
    ],
)
def test_what_people_type_gives_the_names_of_the_corpus(text: str, names: tuple[str, ...]) -> None:
    assert WORDING.names_for(text) == names


def test_names_come_in_the_order_of_their_mention() -> None:
    names = WORDING.names_for("zanzhuzheng or houkou")

    assert names == ("temporary residence permit", "暂住证", "hukou", "户口")


def test_no_form_is_expanded_into_a_term_that_its_own_is_kept_apart_from() -> None:
    expanded = [
        (term.chinese[0], form, name)
        for term in TERMS.values()
        for form in term.typed
        for name in term.not_merged
        if {*TERMS[name].chinese, *TERMS[name].english} & {*WORDING.names_for(form)}
    ]

    assert expanded == []


def test_without_terms_there_are_no_names() -> None:
    assert Wording(()).names_for("hukou 户口") == ()


def _term(name: str, english: str, typed: tuple[str, ...], *apart: str) -> Term:
    return Term((name,), (), "", (english,), typed, "", apart)


def test_a_form_that_two_terms_have_gives_none() -> None:
    wording = Wording([_term("甲", "first", ("paper",)), _term("乙", "second", ("paper", "slip"))])

    assert wording.names_for("my paper") == ()
    assert wording.names_for("my slip") == ("second", "乙")


def test_a_form_within_a_name_of_a_term_kept_apart_gives_none() -> None:
    terms = [
        _term("甲", "first", ("card", "slip"), "乙"),
        _term("乙", "identity card", (), "甲"),
    ]

    assert Wording(terms).names_for("my card") == ()
    assert Wording(terms).names_for("my slip") == ("first", "甲")
