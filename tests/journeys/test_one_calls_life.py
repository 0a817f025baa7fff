"""One call's life, as the people live it: hotline, board, phone, call-back, the day's report."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect
from servers import wait_until
from town import api_client, body

from heating_ops.timers.models import Deadline
from hotline.models import Call
from workorders.catalogue import Status
from workorders.models import WorkOrder

PHONE = (390, 844)
Sit = Callable[..., Page]
# A note of the moment, by the browser's clock, when the first card of an order comes onto the board.
WATCH = """() => { window.cardAt = null; new MutationObserver(() => {
  if (!window.cardAt && document.querySelector("order-board .wo-card")) window.cardAt = Date.now();
}).observe(document.querySelector("order-board"), { childList: true, subtree: true }); }"""


def open_board(page: Page) -> None:
    """The dispatcher's board, live."""
    page.goto("/board/")
    expect(page.locator("live-chip")).to_have_attribute("data-state", "live")
    page.evaluate(WATCH)


def stage(page: Page, name: str) -> Locator:
    """The cards in a column of the board."""
    return page.locator(f'[data-stage="{name}"] .wo-card')


def choose_place(page: Page, words: str, shown: str) -> None:
    """Find a place by typing and take it, all from the keyboard."""
    page.keyboard.type(words)
    expect(page.locator(".combo-option").first).to_contain_text(shown)
    page.keyboard.press("Enter")
    expect(page.locator("[name=building]")).not_to_have_value("")


def log_a_call_by_keyboard(page: Page) -> Call:
    """From the list with F2 to the filed call, without the mouse."""
    page.wait_for_load_state()
    page.keyboard.press("F2")
    expect(page.locator("[name=text]")).to_be_focused()
    page.keyboard.type("屋里只有15度，老人怕冷")
    page.keyboard.press("Tab")
    choose_place(page, "阳光花园1号楼", "阳光花园 1号楼")
    expect(page.locator("[name=flat]")).to_be_focused()
    for answer in ("1-101", "13800001010", "李秀英", "", "15.5"):
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
    page.keyboard.press("2")
    expect(page.locator("#known")).to_contain_text("Guide by telephone first")
    for _question in range(5):
        page.keyboard.press("n")
    page.keyboard.press("1")
    assert "/calls/new/" in page.url, "Enter and digits file nothing"
    page.keyboard.press("F9")
    page.wait_for_url(re.compile(r"/hotline/calls/\d+/\?filed"))
    return Call.objects.get()


def test_a_cold_flat_from_the_call_to_the_report(real_town: SimpleNamespace, sit_down: Sit) -> None:
    olga, dan, lena = sit_down("olga"), sit_down("dan"), sit_down("lena")
    carl, mona = sit_down("carl", PHONE), sit_down("mona")
    expect(olga).to_have_url(re.compile("/hotline/$"))
    open_board(dan)
    lena.goto("/hotline/")
    expect(lena.locator("live-chip")).to_have_attribute("data-state", "live")

    # ---- the call
    call = log_a_call_by_keyboard(olga)
    order = WorkOrder.objects.get()
    for words in ("Non-urgent", "P3", order.number, call.number, "Somebody will call you first"):
        expect(olga.locator(".filed")).to_contain_text(words)
    assert (call.flat, call.caller_phone, str(call.indoor_temp_c)) == ("1-101", "13800001010", "15.5")

    # ---- on the dispatcher's open board without a reload, on the colleague's list soon after
    expect(stage(dan, "to_dispatch")).to_have_count(1)
    late_ms = dan.evaluate("window.cardAt") - call.logged_at.timestamp() * 1000
    print(f"commit to the other browser's board: {late_ms:.0f} ms")
    expect(lena.locator(".calls")).to_contain_text(call.number)

    # ---- dispatch, by keyboard
    dan.locator(".wo-card").click()
    dan.keyboard.press("a")
    dan.locator("#assign-crew").get_by_text("Red crew").click()
    dan.keyboard.press("Control+Enter")
    # It stands there at once as a guess; what counts is what the server says.
    expect(dan.locator('[data-stage="sent"] .wo-card:not([data-guess])')).to_have_count(1)

    # ---- the crew's phone
    carl.goto("/crew/")
    carl.locator(".wo-card").click()
    expect(carl.locator("main")).to_contain_text("屋里只有15度")
    for step, becomes in (("Accept", "accepted"), ("Set out", "en_route"), ("Arrived", "on_site")):
        carl.get_by_role("button", name=step).click()
        expect(carl.locator(".status").first).to_have_attribute("data-status", becomes)
    expect(stage(dan, "on_site")).to_have_count(1)
    carl.get_by_role("button", name="Start work").click()
    carl.get_by_role("button", name="Work done").click()
    carl.get_by_label("Cause").select_option("air_lock")
    carl.get_by_text("Inside the flat (owner)").click()
    carl.get_by_label("What was done").fill("暖气排气，清洗过滤器")
    carl.get_by_label("Room").first.fill("客厅")
    carl.get_by_label("Temperature").first.fill("19.5")
    carl.get_by_role("button", name="Work done").click()
    expect(carl.locator(".messages")).to_contain_text(f"{order.number} is done.")
    expect(carl.locator("main")).to_contain_text("No order for you now")
    expect(stage(dan, "to_call_back")).to_have_count(1)

    # ---- the call-back
    olga.goto("/hotline/call-backs/")
    expect(olga.locator(".hand")).to_contain_text("13800001010")
    expect(olga.locator(".hand")).to_contain_text("19.5 °C")
    olga.locator("[name=outcome]").first.focus()
    olga.keyboard.press("1")
    olga.keyboard.type("20")
    olga.keyboard.press("F9")
    expect(olga.locator(".messages")).to_contain_text(f"{order.number} is closed.")
    expect(dan.locator("order-board .wo-card")).to_have_count(0)
    order.refresh_from_db()
    assert order.status == Status.CLOSED

    # ---- the day
    mona.goto("/reports/daily/")
    expect(mona.locator(".stat").nth(0)).to_have_text("Calls1")
    expect(mona.locator(".stat").nth(1)).to_contain_text("Work orders opened1")
    day = mona.request.get("/api/reports/daily/").json()
    assert (day["calls"]["total"], day["work_orders"]["total"], day["work_orders"]["closed"]) == (1, 1, 1)


def test_an_order_nobody_accepts_escalates_by_itself(
    real_town: SimpleNamespace,
    sit_down: Sit,
    clock: Callable[[], str],
) -> None:
    olga, dan = api_client(real_town.olga), api_client(real_town.dan)
    told = olga.post("/api/calls/", body(category="leak"), format="json").json()
    order = WorkOrder.objects.get(pk=told["work_order"]["id"])
    sent = {"crew_id": real_town.red.pk, "request_id": str(uuid4())}
    assert dan.post(f"/api/work-orders/{order.pk}/dispatch/", sent, format="json").status_code == 200
    page = sit_down("dan")
    open_board(page)
    for kind in ("work_order.accept", "work_order.escalate"):
        waiting = Deadline.objects.filter(subject=order.subject, kind=kind, fired_at=None)
        wait_until(waiting.exists, seconds=30, why=clock)
        due = Deadline.objects.filter(pk=waiting.get().pk)
        due.update(due_at=timezone.now(), next_attempt_at=timezone.now())
        wait_until(due.filter(fired_at__isnull=False).exists, seconds=30, why=clock)
    card = page.locator(".wo-card")
    expect(card).to_contain_text("escalated 3×")
    expect(card).to_have_attribute("data-breached", "")
    page.goto(f"/work-orders/{order.pk}/")
    expect(page.locator(".timeline")).to_contain_text("Escalated to the Branch duty leader: lena")


def test_p1_goes_out_with_nothing_but_an_address(real_town: SimpleNamespace, sit_down: Sit) -> None:
    olga, dan = sit_down("olga"), sit_down("dan")
    open_board(dan)
    olga.goto("/hotline/calls/new/")
    olga.keyboard.press("Alt+p")
    choose_place(olga, "阳光花园2号楼", "阳光花园 2号楼")
    olga.get_by_role("radiogroup", name=re.compile("sinking")).get_by_label("Yes").focus()
    olga.keyboard.press("y")
    expect(olga.locator("[data-danger-strip]")).to_contain_text("Stay away from the place")
    olga.keyboard.press("F8")
    expect(olga.locator(".filed")).to_contain_text("Urgent")
    expect(stage(dan, "to_dispatch")).to_have_attribute("data-priority", "P1")


def test_an_answer_lost_on_the_way_loses_and_doubles_nothing(real_town: SimpleNamespace, sit_down: Sit) -> None:
    olga = sit_down("olga")
    sent: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data or "")
        if len(sent) == 1:
            route.fetch()  # the server has filed it
            route.abort()
        else:
            route.continue_()

    olga.route("**/hotline/calls/new/", lose_the_first_answer)
    olga.goto("/hotline/calls/new/")
    olga.get_by_label("What the caller says").fill("漏水")
    olga.keyboard.press("Alt+p")
    choose_place(olga, "阳光花园1号楼", "阳光花园 1号楼")
    olga.locator("#id_category_group").get_by_text("Leak", exact=True).click()
    olga.keyboard.press("F4")
    olga.keyboard.press("F9")
    expect(olga.locator("[data-line=lost]")).to_be_visible()
    expect(olga.locator(".filed")).to_contain_text("Urgent", timeout=15_000)
    assert len(sent) == 2
    assert Call.objects.count() == WorkOrder.objects.count() == 1
    olga.wait_for_load_state()
    olga.keyboard.press("F2")
    expect(olga.locator("[name=text]")).to_have_value("")
