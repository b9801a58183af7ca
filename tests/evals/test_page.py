"""The HTML report: nothing fetched, everything escaped, right on a phone and in print."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from evals.evaluation import Evaluation
from evals.page import draw_page
from tests.assistant.test_page import CHROMIUM_FLAGS
from tests.evals.samples import entry, hit, report

EVIL = "<script>alert(1)</script>\"'&"
WRONG = {"crag": -1.0, "kind_right": 0.0}


def _page() -> str:
    entries = [
        entry("right"),
        entry(
            "evil",
            suite=f"suite-{EVIL}",
            turns=("hello", EVIL),
            why=EVIL,
            said=(EVIL,),
            cited={EVIL: (EVIL,)},
            wanted={"eeal-2012:39": 2},
            hits={"foreigner": (hit(EVIL, "eeal-2012:39(2)"), hit("other", "eeal-2012:76"))},
            dropped=((EVIL, EVIL),),
            scores=WRONG,
        ),
        entry(
            "refused",
            split="dev",
            language="zh-Hans",
            kind="refusal",
            reason="not_in_corpus",
            scores={**WRONG, "vital_points": 0.0},
        ),
    ]
    history = [("2026-11-20", {"recall@5": 0.5}), ("2026-11-22", {"recall@5": 0.6})]
    return draw_page(
        Evaluation(report(*entries, crag=0.9), {"right": 90.0, "evil": 120.0}), history
    )


def test_nothing_that_others_wrote_becomes_markup() -> None:
    page = _page()

    assert "<script>alert" not in page
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;" in page


def test_nothing_is_fetched() -> None:
    addresses = re.findall(r"""(?:src|href)=["']([^"']{0,30})|url\((.{0,30})""", _page())

    assert addresses
    assert all(src.startswith("data:") for src, _ in addresses)


def test_a_failed_case_shows_question_reply_ranks_and_what_was_held_back() -> None:
    page = _page()

    assert 'id="shown">2<' in page
    assert "<td>1 ★<td>0.900" in page
    assert "<td>2<td>0.900<td>other" in page
    assert "Reply: refusal not_in_corpus" in page
    assert "Held back by the gate" in page
    assert "Needless refusals, dev: not_in_corpus 1" in page
    assert "crag: 0.000 misses the bound of 0.900" in page


def test_a_run_that_is_held_to_nothing_says_so() -> None:
    page = draw_page(Evaluation(report(entry(), part=None), {}), [])

    assert "Held to no bound" in page
    assert "Passes" in draw_page(Evaluation(report(entry()), {}), [])


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("no Chromium found; requirements/chromium.sh installs or names one")
    width, height = request.param
    file = tmp_path / "report.html"
    file.write_text(_page(), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(file.as_uri())
        yield page
        browser.close()


@pytest.mark.slow
def test_filters_leave_the_cases_that_fit(page: Page) -> None:
    cases = page.locator("details.case:visible")
    expect(cases).to_have_count(2)

    page.select_option("select[name=failure]", "point missing")
    expect(cases).to_have_count(1)
    expect(page.locator("#shown")).to_have_text("1 of 2")

    page.select_option("select[name=split]", "test")
    expect(cases).to_have_count(0)


@pytest.mark.slow
def test_the_page_is_as_wide_as_the_window(page: Page) -> None:
    page.locator("details.case").first.evaluate("element => { element.open = true }")

    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    assert page.locator("img").count() == page.evaluate(
        "[...document.images].filter(i => i.complete && i.naturalWidth > 0).length"
    )


@pytest.mark.slow
def test_print_opens_the_cases_shown_and_closes_them_after(page: Page) -> None:
    is_open = "[...document.querySelectorAll('details.case')].map(one => one.open)"
    page.select_option("select[name=split]", "dev")

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(is_open) == [False, True]

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(is_open) == [False, False]
