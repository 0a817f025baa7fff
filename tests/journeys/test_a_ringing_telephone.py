"""Two operators at their desks, and a telephone that rings at both."""

import re
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect
from servers import wait_until
from telephony_desk import CALLER, SECRET, event

from hotline.telephony.exchange import Exchange, Habits, Line
from hotline.telephony.models import Owed, Ring, RingState

Sit = Callable[..., Page]
FORM = re.compile(r"/hotline/calls/new/\?ring=\d+$")
# Both browsers press at one moment of the same machine's clock.
PRESS_AT = "at => setTimeout(() => document.querySelector('[data-key=\"F3\"]').click(), at - Date.now())"


@pytest.fixture(autouse=True)
def _a_telephone_system() -> Iterator[None]:
    """The web server of these tests shares a secret with the exchange."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TELEPHONY_SECRET", SECRET)
        yield


@pytest.fixture
def line(_a_telephone_system: None, address: str) -> Line:
    """The exchange's way to the system: signed events over HTTP."""
    return Line(address, SECRET)


def at_the_desk(page: Page) -> Page:
    """The list of calls, followed live."""
    page.goto("/hotline/")
    expect(page.locator("live-chip")).to_have_attribute("data-state", "live")
    return page


def strip(page: Page, words: str) -> None:
    """The strip comes to say this, without a reload."""
    expect(page.locator("#ring-strip")).to_contain_text(words)


def test_two_answer_together_and_one_gets_the_call(real_town: SimpleNamespace, line: Line, sit_down: Sit) -> None:
    pages = {name: at_the_desk(sit_down(name)) for name in ("olga", "lena")}
    line.tell(event(at="2026-01-12T09:00:00+08:00"))
    for page in pages.values():
        strip(page, CALLER)
        # However slow this machine is: neither sees the other's answer before pressing.
        page.route("**/hotline/rings/", lambda route: route.abort())
    moment = time.time() * 1000 + 700
    for page in pages.values():
        page.evaluate(PRESS_AT, moment)
    wait_until(lambda: Ring.objects.filter(answered_by__isnull=False).exists(), seconds=15)
    winner = str(Ring.objects.get().answered_by)
    loser = next(name for name in pages if name != winner)
    pages[winner].wait_for_url(FORM)
    expect(pages[loser].locator("#toasts")).to_contain_text(f"{winner} has answered this call.")
    assert pages[loser].url.endswith("/hotline/")
    pages[loser].unroute("**/hotline/rings/")
    pages[winner].unroute("**/hotline/rings/")
    strip(pages[loser], f"{winner} has this call")

    expect(pages[winner].locator("[name=caller_phone]")).to_have_value(CALLER)
    strip(pages[winner], "You have this call")
    pages[winner].fill("[name=text]", "问暖气费怎么交")
    pages[winner].check("[name=category][value=enquiry]", force=True)
    pages[winner].keyboard.press("F4")
    pages[winner].keyboard.press("F9")
    pages[winner].wait_for_url(re.compile(r"/hotline/calls/\d+/\?filed"))
    ring = Ring.objects.get()
    assert ring.call is not None
    assert ring.call.caller_phone == CALLER
    for page in pages.values():
        expect(page.locator("#ring-strip")).to_be_hidden()


def test_a_call_is_taken_over_and_the_first_one_sees_it(real_town: SimpleNamespace, line: Line, sit_down: Sit) -> None:
    olga, lena = (at_the_desk(sit_down(name)) for name in ("olga", "lena"))
    line.tell(event())
    strip(olga, CALLER)
    olga.keyboard.press("F3")
    olga.wait_for_url(FORM)
    strip(lena, "olga has this call")
    Ring.objects.update(answered_at="2026-01-12T09:00:00+08:00")  # long ago: now it needs a reason
    lena.keyboard.press("Alt+O")
    expect(lena.locator("[data-reason]")).to_be_focused()
    lena.keyboard.type("olga has two callers")
    lena.keyboard.press("Enter")
    lena.wait_for_url(FORM)
    strip(olga, "lena has this call")
    ring = Ring.objects.get()
    assert (ring.taken_by, ring.take_reason) == (real_town.lena, "olga has two callers")


def test_a_missed_caller_is_called_back_by_one(real_town: SimpleNamespace, line: Line, sit_down: Sit) -> None:
    olga, lena = (at_the_desk(sit_down(name)) for name in ("olga", "lena"))
    Exchange(line.tell, Habits(patience=0, numbers=(CALLER,)), say=lambda _words: None).ring(1)
    for page in (olga, lena):
        strip(page, "1 missed call")
        page.keyboard.press("Alt+M")
    olga.get_by_role("button", name="Call back", exact=True).click()
    strip(lena, "olga calls back")
    expect(lena.locator(".rings-missed")).to_have_attribute("open", "")
    olga.get_by_role("button", name="Not reached").click()
    strip(lena, "1 attempt")
    lena.get_by_role("button", name="Call back", exact=True).click()
    lena.get_by_role("button", name="Reached", exact=True).click()
    for page in (olga, lena):
        expect(page.locator("#ring-strip")).to_be_hidden()
    ring = Ring.objects.get()
    assert (ring.state, ring.owed, ring.attempts) == (RingState.MISSED, Owed.CALLED_BACK, 2)
