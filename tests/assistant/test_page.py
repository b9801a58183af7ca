"""The chat page in a real browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, expect, sync_playwright

pytestmark = pytest.mark.slow

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> str:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.fail("no Chromium found; requirements/chromium.sh installs or names one")
    return path


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, chromium: str, server: str) -> Iterator[Page]:
    width, height = request.param
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(server)
        page.locator(
            "#hk-head"
        ).wait_for()  # Gradio draws the page after it has loaded, later on a busy machine
        yield page
        browser.close()


def _ask(page: Page, text: str) -> None:
    box = page.locator("#hk-question textarea")
    box.fill(text)
    box.press("Enter")


def _is_as_wide_as_the_window(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


def test_an_answer_opens_its_quote_and_source(page: Page) -> None:
    _ask(page, "居住证多久签注一次？")

    mark = page.locator(".hk-fact .hk-cite summary").first
    expect(mark).to_be_visible(timeout=20_000)
    card = page.locator(".hk-fact .hk-card").first
    expect(card).not_to_be_visible()
    mark.click()
    expect(card).to_be_visible()
    expect(card).to_contain_text("居住证暂行条例")
    expect(card).to_contain_text("第10条")
    expect(card).to_contain_text("2016-01-01起施行")
    expect(card).to_contain_text("内地")
    assert _is_as_wide_as_the_window(page)


def test_a_question_back_has_buttons_that_answer_it(page: Page) -> None:
    _ask(page, "How do I get a residence permit?")

    button = page.get_by_role("button", name="Hong Kong, Macao or Taiwan resident")
    expect(button).to_be_visible(timeout=20_000)
    expect(page.locator(".hk-group")).to_have_count(3)
    button.click()
    expect(page.locator(".hk-reply")).to_have_count(2, timeout=20_000)
    assert _is_as_wide_as_the_window(page)


def test_a_long_answer_is_shown_from_its_question_on(page: Page) -> None:
    _ask(page, "How do I get a residence permit?")
    expect(page.locator(".hk-group")).to_have_count(3, timeout=20_000)
    expect(page.get_by_role("button", name="Mainland citizen")).to_be_visible()  # it is done
    _ask(page, "What does a residence permit cost?")
    expect(page.locator(".hk-reply")).to_have_count(2, timeout=20_000)

    asked = page.locator("#hk-chat .message.user").last
    expect(asked).to_be_in_viewport(timeout=20_000)
    expect(page.locator(".hk-reply").first).not_to_be_in_viewport()


def test_what_the_page_is_not_is_said(page: Page) -> None:
    expect(page.locator("#hk-head")).to_contain_text("not legal advice")
    expect(page.locator("#hk-head")).to_contain_text("不是法律意见")
    assert _is_as_wide_as_the_window(page)


def test_an_example_fills_the_question(page: Page) -> None:
    page.get_by_text("孩子出生多久要上户口？").first.click()

    expect(page.locator("#hk-question textarea")).to_have_value("孩子出生多久要上户口？")


def test_a_question_that_cannot_be_taken_says_why(page: Page) -> None:
    _ask(page, "？？？")

    expect(page.locator("#hk-chat")).to_contain_text("the question is empty", timeout=20_000)


def test_markup_in_a_question_stays_text(page: Page) -> None:
    _ask(page, "<img src=x onerror=\"document.title='owned'\"> 居住证多久签注一次？")

    expect(page.locator(".hk-fact").first).to_be_visible(timeout=20_000)
    assert "owned" not in page.title()


def test_nothing_is_fetched_from_elsewhere(chromium: str, server: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        page = browser.new_page()
        page.on("request", note)
        page.goto(server)
        _ask(page, "居住证多久签注一次？")
        expect(page.locator(".hk-fact").first).to_be_visible(timeout=20_000)
        browser.close()

    elsewhere = [url for url in asked if not url.startswith((server, "data:", "blob:"))]
    assert elsewhere == []


def test_a_deadline_can_be_put_into_a_calendar(page: Page) -> None:
    _ask(page, "I am German and entered on a Z visa on 3 November 2026. By when must I apply?")

    link = page.locator("a.hk-calendar")
    expect(link).to_be_visible(timeout=20_000)
    expect(page.locator(".hk-computed")).to_contain_text("2026-12-02")
    answer = page.request.get(str(link.evaluate("a => a.href")))
    assert "BEGIN:VCALENDAR" in answer.text()
    assert _is_as_wide_as_the_window(page)
