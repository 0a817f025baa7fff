"""Filed calls outlive the line, the server and the shift: nothing is lost, nothing is filed twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

from django.db import transaction
from journeys.conftest import web_server
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect
from servers import free_port, wait_until
from unsent_cast import FILED, NEW, ask, kept_at_the_server, open_form, sign_in, texts

from hotline.drafts.models import CallDraft, DraftState
from hotline.models import Call

Sit = Callable[..., Page]


def test_without_a_line_calls_are_taken_on_and_filed_in_order_when_it_returns(
    real_town: SimpleNamespace, sit_down: Sit
) -> None:
    olga = sit_down("olga")
    open_form(olga)
    olga.context.set_offline(True)
    expect(olga.locator("[data-away]")).to_be_visible()
    for place, words in enumerate(("first", "second")):
        ask(olga, words)
        olga.keyboard.press("F9")
        expect(olga.locator("[data-line=lost]")).to_be_visible()
        expect(olga.locator("[data-away] [data-waiting]")).to_contain_text(f"{place + 1} call")
        olga.keyboard.press("F2")
        expect(olga.locator("[name=text]")).to_have_value("")
        expect(olga.locator("[data-line=lost]")).to_be_hidden()
    olga.fill("[name=text]", "third, still being said")
    assert not Call.objects.exists()
    olga.context.set_offline(False)
    wait_until(lambda: len(texts()) == 2, seconds=60)
    assert texts() == ["first", "second"]
    expect(olga.locator("[data-away]")).to_be_hidden()
    expect(olga.locator("[data-unsent] > *")).to_have_count(0)
    expect(olga.locator("[name=text]")).to_have_value("third, still being said")
    kept_at_the_server("third")
    assert CallDraft.objects.exclude(state=DraftState.DONE).count() == 1


def test_a_danger_that_cannot_be_sent_says_so_at_once(real_town: SimpleNamespace, sit_down: Sit) -> None:
    olga = sit_down("olga")
    open_form(olga)
    olga.context.set_offline(True)
    expect(olga.locator("[data-away]")).to_be_visible()
    olga.fill("[name=place_label]", "烟草局后面")
    olga.check("[name=danger_person_hurt][value=yes]", force=True)
    olga.keyboard.press("F7")
    expect(olga.locator("[data-line=lost]")).to_contain_text("Danger: tell the centre by telephone now.")
    olga.context.set_offline(False)
    olga.wait_for_url(FILED)
    assert Call.objects.get().category == "leak"


def test_a_lost_answer_and_a_reload_file_once(real_town: SimpleNamespace, sit_down: Sit) -> None:
    olga = sit_down("olga")

    def lose_the_first_answers(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        with suppress(Error):  # the page was loaded anew meanwhile
            route.fetch()  # the server has filed it
            route.abort()

    olga.route("**/hotline/calls/new/**", lose_the_first_answers)
    open_form(olga)
    ask(olga, "how is it paid")
    olga.keyboard.press("F9")
    expect(olga.locator("[data-line=lost]")).to_be_visible()
    wait_until(Call.objects.exists, seconds=30)
    olga.reload()
    expect(olga.locator("[data-line=lost]")).to_be_visible()
    expect(olga.locator("[name=text]")).to_have_value("how is it paid")
    olga.unroute_all(behavior="ignoreErrors")
    olga.wait_for_url(FILED)
    assert texts() == ["how is it paid"]


@contextmanager
def closing_context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of one person, closed at the end."""
    context = chromium.new_context(locale="en-US")
    try:
        yield context
    finally:
        context.close()


def test_a_server_that_dies_between_filing_and_answering_files_once(
    real_town: SimpleNamespace, chromium: Browser, desk: Callable[..., Page], tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "mortal.log"
    with closing_context(chromium) as context:
        with web_server(port, log) as here:
            olga = desk(context, here)
            olga.goto(f"{here}{NEW}")
            expect(olga.locator("#call-form[data-kept]")).to_be_attached()
            ask(olga, "asked while the power failed")
            kept_at_the_server("power failed")
            with transaction.atomic():
                # The call is committed; the answer waits for this row, which nobody lets go before the end.
                CallDraft.objects.select_for_update().get()
                olga.keyboard.press("F9")
                wait_until(Call.objects.exists, seconds=30)
        expect(olga.locator("[data-line=lost]")).to_be_visible()
        expect(olga.locator("[data-away]")).to_be_visible()
        with web_server(port, log):
            olga.wait_for_url(FILED)
            assert texts() == ["asked while the power failed"]
            expect(olga.locator(".filed")).to_be_visible()


def test_pressed_twice_and_clicked_twice_it_is_filed_once(real_town: SimpleNamespace, sit_down: Sit) -> None:
    olga = sit_down("olga")
    open_form(olga)
    ask(olga, "by key")
    olga.keyboard.press("F9")
    olga.keyboard.press("F9")
    olga.wait_for_url(FILED)
    open_form(olga)
    ask(olga, "by click")
    olga.get_by_role("button", name="File the call").dblclick(no_wait_after=True)
    olga.wait_for_url(FILED)
    assert texts() == ["by key", "by click"]


def test_an_unsent_call_waits_for_its_own_operator(real_town: SimpleNamespace, sit_down: Sit) -> None:
    page = sit_down("olga")

    def no_way_in(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/hotline/calls/new/**", no_way_in)
    open_form(page)
    ask(page, "olga's own caller")
    page.keyboard.press("F9")
    expect(page.locator("[data-line=lost]")).to_be_visible()
    page.locator(".menu-button").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#leaving-work")).to_contain_text("1 call is not sent yet.")
    page.locator("#leaving-work").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/sign-in/**")
    page.unroute("**/hotline/calls/new/**")

    sign_in(page, "lena")
    page.goto("/hotline/")
    expect(page.locator("[data-unsent]")).to_contain_text("1 unsent call of another person")
    expect(page.locator("[data-unsent]")).to_contain_text("olga")
    assert "own caller" not in page.content()
    assert not Call.objects.exists()
    page.locator(".menu-button").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/sign-in/**")

    sign_in(page, "olga")
    wait_until(lambda: texts() == ["olga's own caller"], seconds=60)
    assert Call.objects.get().logged_by == real_town.actor("olga").ref
    expect(page.locator("[data-unsent] > *")).to_have_count(0)


def test_what_the_server_does_not_take_comes_back_to_be_mended(real_town: SimpleNamespace, sit_down: Sit) -> None:
    olga = sit_down("olga")
    open_form(olga)
    olga.context.set_offline(True)
    expect(olga.locator("[data-away]")).to_be_visible()
    ask(olga, "forgot to say where")
    olga.check("[name=category][value=leak]", force=True)
    olga.keyboard.press("F9")
    expect(olga.locator("[data-line=lost]")).to_be_visible()
    olga.keyboard.press("F2")
    expect(olga.locator("[name=text]")).to_have_value("")
    olga.context.set_offline(False)
    expect(olga.locator("[data-unsent]")).to_contain_text("Place: Say where it is.", timeout=60_000)
    olga.get_by_role("link", name="Open and mend").click()
    expect(olga.locator("[name=text]")).to_have_value("forgot to say where")
    expect(olga.locator("[data-unsent] > *")).to_have_count(0)
    olga.check("[name=category][value=enquiry]", force=True)
    olga.keyboard.press("F9")
    olga.wait_for_url(FILED)
    assert texts() == ["forgot to say where"]
