"""Half-told calls outlive the page, the browser, the machine and the next ringing telephone."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from journeys.conftest import CHROMIUM, QUIET
from playwright.sync_api import Browser, BrowserContext, Page, expect
from servers import wait_until
from unsent_cast import FILED, ask, kept_at_the_server, open_form, sign_in, texts

from hotline.drafts.models import CallDraft, DraftState

Sit = Callable[..., Page]


def test_a_reload_and_a_browser_that_died_keep_what_was_typed(
    real_town: SimpleNamespace, chromium: Browser, address: str, desk: Callable[..., Page], tmp_path: Path
) -> None:
    def browser() -> BrowserContext:
        return chromium.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=QUIET, base_url=address, locale="en-US"
        )

    context = browser()
    olga = desk(context, address)
    open_form(olga)
    here = olga.url
    olga.context.set_offline(True)  # nothing of it reaches the server
    olga.fill("[name=text]", "half a sentence")
    olga.context.set_offline(False)
    olga.reload()
    expect(olga.locator("[name=text]")).to_have_value("half a sentence")
    assert "draft=" in here
    assert olga.url == here
    context.close()

    context = browser()
    olga = context.new_page()
    olga.goto("/hotline/")
    if "sign-in" in olga.url:
        sign_in(olga, "olga")
    expect(olga.locator("[data-unfinished]")).to_contain_text("1 unfinished call")
    olga.keyboard.press("Alt+U")
    expect(olga.locator("[name=text]")).to_have_value("half a sentence")
    context.close()


def test_what_was_not_finished_is_offered_on_another_machine_and_filed_once(
    real_town: SimpleNamespace, sit_down: Sit
) -> None:
    first = sit_down("olga")
    open_form(first)
    first.fill("[name=text]", "the boiler room hums")
    first.locator(".menu-button").click()
    first.get_by_role("button", name="Sign out").click()
    expect(first.locator("#leaving-work")).to_contain_text("1 call is unfinished.")
    first.locator("#leaving-work").get_by_role("button", name="Sign out").click()
    first.wait_for_url("**/accounts/sign-in/**")
    assert first.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('call-draft'))") == []

    lena = sit_down("lena")
    open_form(lena)
    expect(lena.locator("[data-unfinished]")).to_be_hidden()

    second = sit_down("olga")
    expect(second.locator("[data-unfinished]")).to_contain_text("the boiler room hums")
    second.keyboard.press("Alt+U")
    expect(second.locator("[name=text]")).to_have_value("the boiler room hums")
    ask(second, "the boiler room hums loudly")
    second.keyboard.press("F9")
    second.wait_for_url(FILED)
    assert texts() == ["the boiler room hums loudly"]
    assert [(draft.state, draft.content) for draft in CallDraft.objects.all()] == [(DraftState.DONE, {})]
    second.goto("/hotline/")
    expect(second.locator("#keeping")).to_be_attached()
    expect(second.locator("[data-unfinished]")).to_be_hidden()


def test_two_windows_are_two_calls(real_town: SimpleNamespace, sit_down: Sit) -> None:
    one = sit_down("olga")
    open_form(one)
    one.fill("[name=text]", "in the first window")
    kept_at_the_server("first window")
    two = one.context.new_page()
    open_form(two)
    two.fill("[name=text]", "in the second window")
    kept_at_the_server("second window")
    # The same address in a third window is a call of its own, too: the key is in use.
    three = one.context.new_page()
    three.goto(one.url)
    expect(three.locator("#call-form[data-kept]")).to_be_attached()
    assert three.url != one.url
    three.fill("[name=text]", "in the third window")
    kept_at_the_server("third window")
    for page, words in ((one, "first"), (two, "second")):
        page.reload()
        expect(page.locator("[name=text]")).to_have_value(f"in the {words} window")
    assert CallDraft.objects.count() == 3


def test_a_parked_call_waits_while_another_is_taken(real_town: SimpleNamespace, sit_down: Sit) -> None:
    olga = sit_down("olga")
    open_form(olga)
    olga.fill("[name=text]", "waits for her husband")
    olga.fill("[name=caller_phone]", "13800001010")
    olga.keyboard.press("Alt+H")
    expect(olga.locator("[data-unfinished]")).to_contain_text(re.compile(r"parked at \d\d:\d\d.*…1010"))
    expect(olga.locator("#call-form[data-kept]")).to_be_attached()
    expect(olga.locator("[name=text]")).to_have_value("")
    ask(olga, "the other caller")
    olga.keyboard.press("F9")
    olga.wait_for_url(FILED)
    expect(olga.locator("[data-unfinished]")).to_contain_text("…1010")
    olga.keyboard.press("Alt+U")
    expect(olga.locator("[name=text]")).to_have_value("waits for her husband")
    wait_until(lambda: not CallDraft.objects.filter(state=DraftState.PARKED).exists(), seconds=30)
