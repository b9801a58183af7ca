"""The widget across origins: who may use it, with which token, under which policy."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assistant.tokens import LIFETIME_SECONDS, RENEWABLE_SECONDS
from assistant.wiring import Knowledge
from tests.assistant.widget_host import Host, browsing, hosting

pytestmark = pytest.mark.slow

HOW_SOON = "I'm German. How soon must I register after moving in?"
AND_LATE = "and what if I register late?"
SESSION, CHAT = "/api/v1/widget/session", "/api/v1/chat"
STRICT = (
    "default-src 'none'; script-src 'nonce-abc123'; connect-src ADDRESS; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@pytest.fixture(scope="module")
def host(small: Knowledge) -> Iterator[Host]:
    with hosting(small) as host:
        yield host


@pytest.fixture(scope="module")
def browser(host: Host) -> Iterator[BrowserContext]:
    with browsing() as context:
        yield context


@pytest.fixture
def context(browser: BrowserContext) -> Iterator[BrowserContext]:
    yield browser
    for page in browser.pages:
        page.close()


@pytest.fixture
def page(context: BrowserContext, host: Host) -> Page:
    """The page of a site that is admitted, with the answer to one question."""
    page = context.new_page()
    page.goto(host.site.put("/", host.page('mode="inline"')))
    _ask(page, HOW_SOON)
    _answered(page, 1)
    return page


def _ask(page: Page, text: str) -> None:
    page.locator("hukou-assistant [part=input]").fill(text)
    page.locator("hukou-assistant [part=input]").press("Enter")


def _answered(page: Page, times: int) -> None:
    """Wait until answers are whole: only then does the server keep them."""
    expect(page.locator("hukou-assistant [part=feedback]")).to_have_count(times)


def _kept(page: Page) -> dict[str, Any]:
    """What the tab keeps of the conversation."""
    kept: dict[str, Any] = json.loads(
        page.evaluate("sessionStorage.getItem(sessionStorage.key(0))")
    )
    return kept


def _call(page: Page, host: Host, path: str, **request: Any) -> Any:
    """The status that a script of a page gets, or "refused" where its browser shows nothing."""
    script = """async ([address, request]) => {
      try { return (await fetch(address, request)).status; } catch { return "refused"; }
    }"""
    return page.evaluate(script, [host.address + path, request])


def test_a_site_that_is_not_admitted_is_told_so(context: BrowserContext, host: Host) -> None:
    page = context.new_page()
    page.goto(host.stranger.put("/", host.page()))
    page.evaluate(
        "document.addEventListener('hukou-error', (event) => { window.heard = event.detail; })"
    )
    page.locator("hukou-assistant [part=launcher]").click()

    trouble = page.locator("hukou-assistant [part=trouble]")
    expect(trouble).to_contain_text("The assistant is not allowed on this site.")
    expect(trouble).to_contain_text(f"--origin {host.stranger.origin}")
    assert page.evaluate("heard.kind") == "refused"


@pytest.mark.parametrize("origin", [None, "null", "http://127.0.0.1", "https://evil.example"])
def test_no_session_without_the_exact_origin(host: Host, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = httpx.post(host.address + SESSION, json={"widget": host.widget}, headers=headers)

    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["hint"]
    assert "access-control-allow-origin" not in answer.headers


def test_a_stolen_token_is_of_no_use_elsewhere(
    page: Page, context: BrowserContext, host: Host
) -> None:
    kept = _kept(page)
    headers = {"Authorization": f"Bearer {kept['token']}"}
    question = {"question": AND_LATE}
    history = f"/api/v1/conversations/{kept['conversation']}"

    assert _call(page, host, history, headers=headers) == 200
    thief = context.new_page()
    thief.goto(host.stranger.put("/thief", "<!doctype html><title>Thief</title>"))
    assert _call(thief, host, history, headers=headers) == "refused"
    program = httpx.post(host.address + CHAT, json=question, headers=headers)
    assert program.status_code == 403
    replay = httpx.post(
        host.address + CHAT, json=question, headers={**headers, "Origin": host.stranger.origin}
    )
    assert replay.status_code == 403
    renewed = httpx.post(
        host.address + SESSION,
        json={"widget": host.widget, "token": kept["token"]},
        headers={"Origin": host.stranger.origin},
    )
    assert renewed.status_code == 403
    assert httpx.get(host.address + history, headers=headers).status_code == 403


def test_a_token_opens_no_conversation_but_its_own(
    page: Page, context: BrowserContext, host: Host
) -> None:
    other = context.new_page()
    other.goto(host.site.origin + "/")
    _ask(other, HOW_SOON)
    _answered(other, 1)
    headers = {"Authorization": f"Bearer {_kept(page)['token']}"}
    theirs = f"/api/v1/conversations/{_kept(other)['conversation']}"

    assert _kept(other)["conversation"] != _kept(page)["conversation"]
    assert _call(page, host, theirs, headers=headers) == 403
    assert _call(page, host, theirs, headers=headers, method="DELETE") == 403
    assert _call(page, host, "/api/v1/conversations", headers=headers) == 403


def test_a_token_that_ran_out_is_renewed_and_the_conversation_goes_on(
    page: Page, host: Host
) -> None:
    before = _kept(page)
    host.ahead_seconds += LIFETIME_SECONDS + 60
    _ask(page, AND_LATE)

    expect(page.locator("hukou-assistant [part=chip]")).to_have_count(2)
    assert _kept(page)["conversation"] == before["conversation"]
    assert _kept(page)["token"] != before["token"]


def test_after_a_day_a_new_conversation_begins(page: Page, host: Host) -> None:
    before = _kept(page)
    host.ahead_seconds += RENEWABLE_SECONDS + 60
    _ask(page, HOW_SOON)

    _answered(page, 2)
    assert _kept(page)["conversation"] != before["conversation"]


@pytest.mark.parametrize("mode", ["launcher", "inline"])
def test_it_runs_under_a_strict_policy_with_trusted_types(
    context: BrowserContext, host: Host, mode: str
) -> None:
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    policy = STRICT.replace("ADDRESS", host.address)
    html = host.page(
        f'mode="{mode}"', script='nonce="abc123"', head='<link rel="icon" href="data:,">'
    )
    policy += "; img-src data:"
    page.goto(host.site.put("/strict", html, policy))
    if mode == "launcher":
        page.locator("hukou-assistant [part=launcher]").click()
    _ask(page, HOW_SOON)
    page.locator("hukou-assistant [part=citation]").click()

    expect(page.locator("hukou-assistant [part=card]")).to_contain_text("Art. 39(2)")
    send = page.locator("hukou-assistant [part=send]")
    expect(send).to_have_css("background-color", "rgb(11, 87, 164)")
    assert said == []


def test_a_page_that_may_not_call_the_server_says_that_it_cannot_be_reached(
    context: BrowserContext, host: Host
) -> None:
    page = context.new_page()
    policy = f"default-src 'none'; script-src {host.address}"
    page.goto(host.site.put("/closed", host.page(), policy))
    page.locator("hukou-assistant [part=launcher]").click()

    expect(page.locator("hukou-assistant [part=trouble]")).to_contain_text("cannot be reached")


def test_a_frame_holds_the_widget_where_scripts_are_not_allowed(
    context: BrowserContext, host: Host
) -> None:
    address = f"{host.address}/embed?widget={host.widget}&lang=zh-Hans&status=foreigner"
    frame = f'<!doctype html><title>Frame</title><iframe src="{address}" title="a"></iframe>'
    page = context.new_page()
    page.goto(host.site.put("/frame", frame, f"default-src 'none'; frame-src {host.address}"))
    inside = page.frame_locator("iframe").locator("hukou-assistant")
    inside.locator("[part=input]").fill("外国人的住宿登记应当在入住后几小时内办理？")
    inside.locator("[part=input]").press("Enter")

    expect(inside.locator(".fact").first).to_contain_text("24小时")
    inside.locator("[part=citation]").first.click()
    expect(inside.locator("[part=card]").first).to_contain_text("第39条第2款")
    expect(inside.locator("[part=feedback]")).to_be_visible()
    page.reload()
    expect(inside.locator("[part=question]")).to_have_count(1)
    page.goto(host.stranger.put("/frame", frame))
    expect(page.frame_locator("iframe").locator("hukou-assistant")).to_have_count(0)


def test_the_demo_asks_and_its_second_page_writes_the_lines(
    context: BrowserContext, host: Host
) -> None:
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{host.address}/demo/")
    page.get_by_role("button", name="Ask about registering my address").click()
    expect(page.locator("hukou-assistant .fact").first).to_contain_text("24 hours")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Make the snippet").click()
    page.get_by_label("Place").fill('cn/shanghai"<b>')
    page.get_by_label("Place").press("Tab")

    expect(page.locator("#code")).to_have_text(
        f'<script src="{host.address}/widget.js" defer></script>\n'
        '<hukou-assistant place="cn/shanghai&quot;&lt;b>" mode="inline"></hukou-assistant>'
    )
    page.get_by_label("Place").fill("")
    page.get_by_label("Look").select_option("a button in the corner")
    page.locator("#preview hukou-assistant [part=launcher]").click()
    _ask(page, HOW_SOON)
    expect(page.locator("hukou-assistant .fact").first).to_contain_text("24 hours")
    assert said == []
