import pytest

from corpus.articles import article_of, articles_in


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("第三十九条 外国人应当登记。", "39"),
        ("第39条　外国人", "39"),
        ("## 第三条 外国人", "3"),
        ("**第三条** 外国人", "3"),
        ("第二百八十条之一 在申请", "280-1"),
        ("Article 39 Foreigners register.", "39"),
        ("### Article 12. Foreigners", "12"),
        ("Section 5: Rent", "5"),
        ("第三十九条第二款规定的人", None),
        ("第三条、第四条规定的人", None),
        ("Articles of faith", None),
        ("Article 39 is about", "39"),
        ("见第三条", None),
    ],
)
def test_a_text_is_an_article_where_it_begins_with_its_number(
    text: str, article: str | None
) -> None:
    assert article_of(text) == article


def test_a_law_is_cut_before_its_articles_and_chapters_stand_in_none() -> None:
    law = "# Law\n\n## Chapter 1\n\nArticle 1 One.\n\nMore.\n\n## Chapter 2\n\nArticle 2\nTwo."

    assert articles_in(law) == [
        "# Law\n\n## Chapter 1",
        "Article 1 One.\n\nMore.",
        "Article 2\nTwo.",
    ]
    assert articles_in("第一条 甲。\n第二章 罚则\n第二条 乙。") == ["第一条 甲。", "第二条 乙。"]


def test_a_text_with_one_article_is_no_law() -> None:
    assert articles_in("第一条 甲。\n乙") == ["第一条 甲。\n乙"]
