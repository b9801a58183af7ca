"""The widget in a real browser, on a page of another origin than the server's."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

from assistant.wiring import Knowledge
from tests.assistant.widget_host import NARROW_LIMIT, Host, Site, browsing, hosting

pytestmark = pytest.mark.slow

HOW_SOON = "I'm German. How soon must I register after moving in?"
AND_LATE = "and what if I register late?"
PERMIT = "How do I get a residence permit?"
DEADLINE = (
    "I'm German, I moved in on 3 November 2026 at 9:00. By when must the accommodation "
    "registration be made?"
)
SCREENS = ((1280, 900), (390, 844), (320, 225))  # the last: 1280 by 900 at 400 %


@pytest.fixture(scope="module")
def host(small: Knowledge) -> Iterator[Host]:
    with hosting(small) as host:
        yield host


@pytest.fixture(scope="module")
def site(host: Host) -> Site:
    return host.site


@pytest.fixture(scope="module")
def context(host: Host) -> Iterator[BrowserContext]:
    with browsing() as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []


def _widget(page: Page) -> Locator:
    return page.locator("hukou-assistant").first


def _ask(page: Page, text: str) -> Locator:
    """Ask through the field; the turn once it has its answer or its trouble."""
    turns = _widget(page).locator("article")
    count = turns.count()
    field = _widget(page).locator("[part=input]")
    field.fill(text)
    field.press("Enter")
    turn = turns.nth(count)
    expect(turn.locator("[part=feedback], [part=trouble]").first).to_be_visible()
    return turn


def _open(page: Page, host: Host, site: Site, attributes: str = "", **parts: Any) -> Page:
    page.goto(site.put("/", host.page(attributes, **parts)))
    if 'mode="inline"' not in attributes:
        _widget(page).locator("[part=launcher]").click()
    return page


def _body(request: Request) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(request.post_data or "")
    return body


def _focused(page: Page) -> str:
    """What has the focus inside the widget: its part, else its tag."""
    return str(
        page.evaluate(
            """() => {
              const inside = document.activeElement?.shadowRoot?.activeElement;
              return inside?.getAttribute("part") ?? inside?.localName ?? "";
            }"""
        )
    )


# The dialog


def test_the_dialog_takes_the_focus_keeps_it_and_gives_it_back(
    page: Page, host: Host, site: Site
) -> None:
    page.goto(site.put("/", host.page()))
    launcher = _widget(page).locator("[part=launcher]")
    launcher.focus()
    page.keyboard.press("Enter")

    expect(_widget(page).get_by_role("dialog")).to_be_visible()
    expect(_widget(page).locator("[part=input]")).to_be_focused()
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(_focused(page))
    assert {"", "launcher"}.isdisjoint(seen)
    assert {"input", "send", "close", "example"} <= seen
    page.keyboard.press("Escape")
    expect(_widget(page).get_by_role("dialog")).to_be_hidden()
    expect(launcher).to_be_focused()
    page.keyboard.press("Enter")
    page.mouse.click(20, 20)  # beside it
    expect(_widget(page).get_by_role("dialog")).to_be_hidden()


def test_a_page_can_open_ask_clear_and_close(page: Page, host: Host, site: Site) -> None:
    page.goto(site.put("/", host.page()))
    page.evaluate(
        """() => {
          window.heard = [];
          for (const name of ["open", "close", "reply", "error"]) {
            document.addEventListener(`hukou-${name}`, (event) => heard.push(event.type));
          }
        }"""
    )
    reply = _widget(page).evaluate("(element, text) => element.ask(text)", HOW_SOON)

    assert reply["kind"] == "answer"
    assert reply["scope"]["status"] == "foreigner"
    _widget(page).evaluate("(element) => element.clear()")
    expect(_widget(page).locator("article")).to_have_count(0)
    _widget(page).evaluate("(element) => element.close()")
    expect(_widget(page).get_by_role("dialog")).to_be_hidden()
    page.wait_for_function("heard.includes('hukou-close')")  # a dialog tells of it afterwards
    assert page.evaluate("heard") == ["hukou-open", "hukou-reply", "hukou-close"]


def test_an_element_made_moved_and_set_by_a_framework_works(
    page: Page, host: Host, site: Site
) -> None:
    made = """
      const element = document.createElement("hukou-assistant");
      Object.assign(element, {widget: WIDGET, lang: "zh-Hant", status: "hmt"});
      document.body.append(element);
      document.querySelector("#elsewhere").append(element);  // as a strict React mounts twice
    """.replace("WIDGET", f"{host.widget!r}")
    html = f"""<!doctype html><html lang="en"><body><div id="elsewhere"></div>
      <script>{made}</script><script src="{host.address}/widget.js"></script></body></html>"""
    page.goto(site.put("/", html))
    _widget(page).locator("[part=launcher]").click()

    expect(_widget(page).locator("[part=title]")).to_have_text("戶口與居留問答")
    expect(_widget(page).locator("[part=about] summary")).to_contain_text("港澳臺居民")
    _widget(page).evaluate("(element) => { element.lang = 'en'; element.status = null; }")
    expect(_widget(page).locator("[part=about] summary")).to_have_text("About you: not said")


# Answers


def test_an_answer_opens_the_rule_behind_it_in_place(page: Page, host: Host, site: Site) -> None:
    turn = _ask(_open(page, host, site), HOW_SOON)

    number = turn.get_by_role("button", name="Source 1: Exit and Entry Administration Law, 39(2)")
    expect(number).to_have_attribute("aria-expanded", "false")
    expect(turn.locator("[part=card]")).to_be_hidden()
    number.focus()
    page.keyboard.press("Enter")
    expect(number).to_have_attribute("aria-expanded", "true")
    card = turn.locator("[part=card]")
    expect(card.locator("blockquote").first).to_have_text(
        "The accommodation registration of a foreigner must be made within 24 hours of moving in."
    )
    expect(card).to_contain_text("Exit and Entry Administration Law, Art. 39(2) · in force since")
    expect(card).to_contain_text("2013-07-01 · text as of 2026-07")
    expect(card).to_contain_text("Holds for: Foreign national · All of China")
    expect(card).to_contain_text("Compared with the source on 2026-11-22")
    card.get_by_role("button", name="Show in Chinese").click()
    expect(card.locator("blockquote").nth(1)).to_have_text(
        "外国人的住宿登记应当在入住后24小时内办理。"
    )
    expect(_widget(page).get_by_role("status")).to_contain_text("within 24 hours of moving in")


def test_a_question_back_has_buttons_that_answer_it(page: Page, host: Host, site: Site) -> None:
    turn = _ask(_open(page, host, site), PERMIT)

    expect(turn.locator("h3")).to_have_text(
        ["Foreign national", "Hong Kong, Macao or Taiwan resident", "Mainland citizen"]
    )
    options = turn.get_by_role("group", name="Which of these are you?")
    options.get_by_role("button", name="Mainland citizen").click()
    answer = _widget(page).locator("article").nth(1)
    expect(answer.locator("[part=scope]")).to_contain_text("Answered for: Mainland citizen")
    expect(answer.locator("[part=question]")).to_contain_text("as: Mainland citizen")
    expect(_widget(page).locator("[part=about] summary")).to_contain_text("Mainland citizen")


def test_a_refusal_names_whom_to_call(page: Page, host: Host, site: Site) -> None:
    turn = _ask(_open(page, host, site), "What is the fee for a dog licence?")

    expect(turn).to_contain_text("It is not certain that a rule held here answers this.")
    expect(turn.get_by_role("link", name="12345")).to_have_attribute("href", "tel:12345")
    expect(turn.locator("[part=citation]")).to_have_count(1)


def test_what_was_carried_over_can_be_left_out(page: Page, host: Host, site: Site) -> None:
    _ask(_open(page, host, site), HOW_SOON)
    turn = _ask(page, AND_LATE)

    chips = turn.locator("[part=chip]")
    expect(chips).to_have_text(["Foreign national", "your earlier question"])
    turn.get_by_role("button", name="Leave out of the next question: Foreign national").click()
    expect(chips.first).to_have_attribute("aria-pressed", "true")
    with page.expect_request("**/api/v1/chat") as sent:
        again = _ask(page, "How soon must I register with the police?")
    assert _body(sent.value)["forget"] == ["status"]
    expect(again.locator("[part=options]")).to_be_visible()
    expect(chips).to_have_count(0)


def test_a_status_taken_back_is_not_carried_over(page: Page, host: Host, site: Site) -> None:
    _open(page, host, site, 'status="foreigner" place="cn/shanghai"')
    about = _widget(page).locator("[part=about]")
    expect(about.locator("summary")).to_have_text("About you: Foreign national · Shanghai")
    first = _ask(page, "How soon must I register with the police?")
    expect(first.locator("[part=scope]")).to_contain_text("Foreign national · Shanghai")
    about.locator("summary").click()
    about.get_by_label("Who is asking").select_option("not said")
    about.get_by_label("City or province").fill("深圳")
    with page.expect_request("**/api/v1/chat") as sent:
        _ask(page, "How soon must I register with the police?")

    body = _body(sent.value)
    assert "status" not in body
    assert (body["place"], body["forget"]) == ("深圳", ["status"])


def test_a_date_comes_with_its_sum_and_a_calendar_file(page: Page, host: Host, site: Site) -> None:
    turn = _ask(_open(page, host, site), DEADLINE)

    expect(turn.locator("[part=deadlines]")).to_contain_text("2026-11-04 09:00")
    link = turn.get_by_role("link", name="Put the date into a calendar")
    with page.expect_download() as download:
        link.click()
    assert "BEGIN:VCALENDAR" in download.value.path().read_text()


def test_a_reader_can_say_whether_it_helped(page: Page, host: Host, site: Site) -> None:
    turn = _ask(_open(page, host, site), HOW_SOON)
    with page.expect_response("**/api/v1/feedback") as rated:
        turn.get_by_role("button", name="No, not helpful").click()
    assert rated.value.json()["rating"] == "down"
    turn.locator("textarea").fill("The fine is missing")
    with page.expect_response("**/api/v1/feedback") as commented:
        turn.get_by_role("button", name="Send comment").click()

    assert commented.value.json()["comment"] == "The fine is missing"
    expect(turn.get_by_role("button", name="No, not helpful")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(turn.locator("form")).to_have_count(0)


@pytest.mark.parametrize(
    ("attributes", "languages", "question"),
    [
        ('lang="en"', ("en", "zh-Hans"), "居住证多久签注一次？"),
        ('lang="zh-TW"', ("zh-Hant", "zh-Hant"), "居住证多久签注一次？"),
        ("", ("zh-Hans", "zh-Hans"), "居住證多久簽注一次？"),
        ("", ("zh-Hans", "en"), HOW_SOON),
    ],
)
def test_it_speaks_the_page_s_language_and_answers_in_the_question_s(
    page: Page, host: Host, site: Site, attributes: str, languages: tuple[str, str], question: str
) -> None:
    language, replied = languages
    _open(page, host, site, attributes, language="zh-CN")
    turn = _ask(page, question)

    expect(_widget(page).locator("[part=panel]")).to_have_attribute("lang", language)
    expect(turn.locator(".fact").first).to_have_attribute("lang", replied)


def test_a_language_that_was_chosen_is_answered_in(page: Page, host: Host, site: Site) -> None:
    _open(page, host, site)
    _widget(page).get_by_label("Language").select_option("繁體中文")
    expect(_widget(page).locator("[part=title]")).to_have_text("戶口與居留問答")
    turn = _ask(page, HOW_SOON)

    expect(turn.locator(".fact").first).to_have_text("外國人的住宿登記應當在入住後24小時內辦理。 1")


def test_markup_stays_text(page: Page, host: Host, site: Site) -> None:
    turn = _ask(_open(page, host, site), "<img src=x onerror=document.title='owned'> 24 hours?")

    expect(turn.locator("[part=question]")).to_contain_text("<img src=x")
    expect(turn.locator("img")).to_have_count(0)
    assert "owned" not in page.title()


# What is kept


def test_a_conversation_outlives_a_reload_and_the_back_button(
    page: Page, host: Host, site: Site
) -> None:
    away = site.put("/away", "<!doctype html><title>Away</title>")
    _ask(_open(page, host, site), HOW_SOON)
    _ask(page, AND_LATE)
    questions = _widget(page).locator("[part=question]")

    page.reload()
    _widget(page).locator("[part=launcher]").click()
    expect(questions).to_have_text([f"You asked:{HOW_SOON}", f"You asked:{AND_LATE}"])
    page.goto(away)
    page.go_back()
    if _widget(page).get_by_role("dialog").is_hidden():
        _widget(page).locator("[part=launcher]").click()
    expect(questions).to_have_count(2)
    expect(_widget(page).locator("[part=chip]")).to_have_count(2)
    _widget(page).get_by_role("button", name="Delete this conversation").click()
    expect(questions).to_have_count(0)
    page.reload()
    _widget(page).locator("[part=launcher]").click()
    expect(_widget(page).locator("[part=example]")).to_have_count(3)
    expect(questions).to_have_count(0)


def test_nothing_is_kept_where_nothing_shall_be(page: Page, host: Host, site: Site) -> None:
    _ask(_open(page, host, site, 'keep="none"'), HOW_SOON)

    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert page.context.cookies() == []
    page.reload()
    _widget(page).locator("[part=launcher]").click()
    expect(_widget(page).locator("[part=example]")).to_have_count(3)


def test_blocked_storage_costs_no_answer(page: Page, host: Host, site: Site) -> None:
    page.add_init_script(
        """Object.defineProperty(window, "sessionStorage", {
          get() { throw new DOMException("denied", "SecurityError"); },
        });"""
    )
    turn = _ask(_open(page, host, site), HOW_SOON)

    expect(turn.locator(".fact")).to_have_count(1)
    expect(_ask(page, AND_LATE).locator("[part=chip]")).to_have_count(2)


def test_two_widgets_of_a_page_do_not_mix(page: Page, host: Host, site: Site) -> None:
    inline = host.element('mode="inline"')
    _open(page, host, site, 'mode="inline"', around=f"ELEMENT{inline}")
    first, second = (page.locator("hukou-assistant").nth(n) for n in (0, 1))
    for element, question in ((first, HOW_SOON), (second, PERMIT)):
        element.locator("[part=input]").fill(question)
        element.locator("[part=input]").press("Enter")
        expect(element.locator("[part=feedback]")).to_be_visible()

    page.reload()
    expect(first.locator("[part=question]")).to_have_text(f"You asked:{HOW_SOON}")
    expect(second.locator("[part=question]")).to_have_text(f"You asked:{PERMIT}")


# When something is wrong


def test_offline_says_so_and_goes_on_afterwards(page: Page, host: Host, site: Site) -> None:
    _open(page, host, site)
    expect(_widget(page).locator("[part=input]")).to_be_focused()
    page.context.set_offline(True)
    turn = _ask(page, HOW_SOON)
    expect(turn.locator("[part=trouble]")).to_contain_text("You are offline.")
    page.context.set_offline(False)
    turn.get_by_role("button", name="Try again").click()

    expect(turn.locator(".fact")).to_have_count(1)
    expect(turn.locator("[part=trouble]")).to_have_count(0)


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "lost"])
def test_an_answer_that_was_cut_off_goes_on(page: Page, host: Host, site: Site, kept: bool) -> None:
    asked: list[str | None] = []

    def note(route: Route) -> None:
        asked.append(route.request.headers.get("last-event-id"))
        if asked[-1] is None or kept:
            route.continue_()
        else:  # as the server where it stopped at the cut
            route.fulfill(status=404, json={}, headers={"access-control-allow-origin": "*"})

    page.goto(site.put("/", host.page(address=host.wire.address)))
    _widget(page).locator("[part=launcher]").click()
    page.route("**/api/v1/chat", note)
    host.wire.cut.clear()
    host.wire.armed.set()
    _widget(page).locator("[part=example]").nth(1).click()
    turn = _widget(page).locator("article")
    expect(turn.locator(".note")).to_have_text(
        '"Residence permit" names three different documents. Which of these are you?'
    )
    host.wire.cut.set()

    expect(turn.locator("[part=feedback]")).to_be_visible()
    expect(turn.locator("h3")).to_have_count(3)
    assert str(asked.pop(1)).endswith(":1:1")
    assert asked == ([None] if kept else [None, None])
    expect(turn.locator(".fact")).to_have_count(4)


def test_too_many_questions_are_told_to_wait(page: Page, host: Host, site: Site) -> None:
    page.goto(site.put("/", host.page(widget=host.narrow_widget)))
    _widget(page).locator("[part=launcher]").click()
    for _ in range(NARROW_LIMIT):
        turn = _ask(page, HOW_SOON)
    turn = _ask(page, HOW_SOON)

    expect(turn.locator("[part=trouble]")).to_contain_text("Please wait")
    expect(turn.get_by_role("button", name="Try again")).to_be_disabled()


def test_a_broken_server_is_told_apart_from_a_wrong_question(
    page: Page, host: Host, site: Site
) -> None:
    def break_down(route: Route) -> None:
        route.fulfill(status=503, json={"detail": "conversations cannot be kept", "hint": ""},
                      headers={"access-control-allow-origin": site.origin})  # fmt: skip

    _open(page, host, site)
    wrong = _ask(page, "？？？")
    expect(wrong.locator("[part=trouble]")).to_contain_text("This question could not be taken.")
    expect(wrong.locator("[part=trouble]")).to_contain_text("the question is empty")
    page.route("**/api/v1/chat", break_down)
    broken = _ask(page, HOW_SOON)
    expect(broken.locator("[part=trouble]")).to_contain_text("Something broke on the server.")
    page.unroute("**/api/v1/chat")
    broken.get_by_role("button", name="Try again").click()
    expect(broken.locator(".fact")).to_have_count(1)


# Looks


HOSTILE = {
    "unset": "* { all: unset !important; font-size: 40px !important; letter-spacing: 1em !important;"
    " visibility: hidden !important; opacity: 0 !important; pointer-events: none !important;"
    " transform: scale(0) !important; display: none !important }"
    " html, body { display: block !important; visibility: visible !important;"
    " pointer-events: auto !important; opacity: 1 !important; transform: none !important }",
    "layers": "body::after { content: ''; position: fixed; inset: 0; z-index: 2147483647;"
    " background: tomato } body { transform: scale(.5); overflow: hidden; contain: strict }",
    "bootstrap": "html { font-size: 62.5% } *, ::before, ::after { box-sizing: border-box }"
    " body { font: 400 1rem/1.5 cursive; color: #fff; text-align: center }"
    " button, input { border-radius: 0; text-transform: uppercase } [hidden] { display: block }",
    "preflight": "*, ::before, ::after { border: 0 solid; margin: 0; padding: 0 }"
    " button, input, select, textarea { all: inherit; background: transparent; color: inherit }"
    " svg, button { display: block } p, h2, h3 { font-size: inherit; font-weight: inherit }",
}


@pytest.mark.parametrize("css", HOSTILE.values(), ids=HOSTILE)
def test_no_style_of_the_page_gets_in(page: Page, host: Host, site: Site, css: str) -> None:
    page.goto(site.put("/", host.page(head=f"<style>{css}</style>")))
    launcher = _widget(page).locator("[part=launcher]")
    box = launcher.bounding_box()

    assert box
    assert (box["width"], box["height"]) == (56, 56)
    assert (box["x"], box["y"]) == (1280 - 20 - 56, 900 - 20 - 56)
    page.mouse.click(box["x"] + 28, box["y"] + 28)
    dialog = _widget(page).get_by_role("dialog")
    expect(dialog).to_be_visible()
    title = dialog.locator("[part=title]").evaluate(
        "(node) => { const s = getComputedStyle(node);"
        " return [s.fontSize, s.letterSpacing, s.textAlign, s.color, s.fontWeight]; }"
    )
    assert title == ["15.9375px", "normal", "start", "rgb(26, 28, 32)", "700"]
    turn = _ask(page, HOW_SOON)
    turn.locator("[part=citation]").click()  # fails where something lies above it
    expect(turn.locator("[part=card]")).to_be_visible()


def test_on_a_right_to_left_page_it_stands_on_the_left(page: Page, host: Host, site: Site) -> None:
    page.goto(site.put("/", host.page('lang="en"', language="ar", direction="rtl")))
    box = _widget(page).locator("[part=launcher]").bounding_box()
    _widget(page).locator("[part=launcher]").click()

    assert box
    assert box["x"] == 20
    panel = _widget(page).locator("[part=panel]")
    assert panel.evaluate("(node) => getComputedStyle(node).direction") == "ltr"


@pytest.mark.parametrize("mode", ["launcher", "inline"])
def test_it_fits_every_screen(page: Page, host: Host, site: Site, mode: str) -> None:
    _open(page, host, site, f'mode="{mode}"')
    turn = _ask(page, PERMIT)
    turn.locator("[part=citation]").first.click()
    fits = """(node) => node.scrollWidth <= node.clientWidth"""

    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        turn.locator("[part=card]").first.scroll_into_view_if_needed()
        for part in ("panel", "log", "card"):
            assert _widget(page).locator(f"[part={part}]").first.evaluate(fits)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        frame = _widget(page).locator("[part=frame]").bounding_box()
        assert frame
        assert frame["width"] <= width


def test_motion_is_left_out_for_who_wants_none(page: Page, host: Host, site: Site) -> None:
    page.emulate_media(reduced_motion="reduce")
    _open(page, host, site)

    frame = _widget(page).locator("[part=frame]")
    assert frame.evaluate("(node) => getComputedStyle(node).animationName") == "none"


def test_colours_and_parts_are_the_page_s_to_choose(page: Page, host: Host, site: Site) -> None:
    css = (
        "hukou-assistant { --hukou-accent: rgb(120, 0, 60) } ::part(title) { color: rgb(1, 2, 3) }"
    )
    _open(page, host, site, head=f"<style>{css}</style>")

    send, title = (_widget(page).locator(f"[part={part}]") for part in ("send", "title"))
    expect(send).to_have_css("background-color", "rgb(120, 0, 60)")
    expect(title).to_have_css("color", "rgb(1, 2, 3)")


@pytest.mark.parametrize("state", ["closed", "answer", "inline", "dark"])
def test_axe_finds_nothing(page: Page, host: Host, site: Site, state: str) -> None:
    attributes = {"inline": 'mode="inline"', "dark": 'theme="dark"'}.get(state, 'theme="light"')
    body = "<main><h1>International office</h1><p>Welcome.</p>ELEMENT</main>"
    page.emulate_media(reduced_motion="reduce")
    page.goto(site.put("/", host.page(attributes, around=body)))
    if state in ("answer", "dark"):
        _widget(page).locator("[part=launcher]").click()
    if state != "closed":
        turn = _ask(page, PERMIT)
        turn.locator("[part=citation]").first.click()
        _widget(page).locator("[part=about] summary").click()
        expect(turn.get_by_role("button", name="Show in Chinese")).to_be_visible()

    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    assert found["passes"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
