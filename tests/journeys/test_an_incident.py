"""A leak grows into an incident: declared from its order, commanded by two, followed live, written down, restored."""

from collections.abc import Callable
from types import SimpleNamespace

from playwright.sync_api import Page, expect
from town import api_client, body

from incidents.models import Incident
from workorders.models import WorkOrder

Sit = Callable[..., Page]


def report_a_leak(town: SimpleNamespace) -> WorkOrder:
    """A leak at Sunshine Garden 1, told by telephone."""
    told = api_client(town.olga).post("/api/calls/", body(category="leak", text="立管漏水"), format="json").json()
    return WorkOrder.objects.get(pk=told["work_order"]["id"])


def no_heat(town: SimpleNamespace, phone: str) -> dict[str, object]:
    """A caller from the same loop without heat."""
    place = {"street": "阳光花园", "building": "2号楼", "flat": "1-101"}
    said = body(category="no_heat", caller_phone=phone, place=place)
    return dict(api_client(town.olga).post("/api/calls/", said, format="json").json())


def declare_from(page: Page, order: WorkOrder) -> Incident:
    """From the order's number to the command page, mostly by keyboard."""
    page.goto(f"/incidents/new/?work_order={order.pk}")
    expect(page.locator("[name=title]")).to_have_value("Secondary pipe leak, 阳光花园 1号楼")
    expect(page.locator("[name=reach]:checked")).to_have_value("loop")
    page.keyboard.press("F9")
    expect(page.locator("main")).to_contain_text("Set the level: the thresholds only propose.")
    page.get_by_label("Level IV (ordinary)").check()
    page.keyboard.press("F9")
    expect(page.locator("scene-clock")).to_contain_text("0:00:0")
    return Incident.objects.get()


def test_two_command_one_incident_and_see_each_other(real_town: SimpleNamespace, sit_down: Sit) -> None:
    order = report_a_leak(real_town)
    kurt, lena = sit_down("kurt"), sit_down("lena")
    lena.goto("/incidents/")
    expect(lena.locator("live-chip")).to_have_attribute("data-state", "live")
    incident = declare_from(kurt, order)
    row = lena.get_by_role("link", name=incident.number)
    expect(row).to_be_visible()
    row.click()
    for page in (kurt, lena):
        expect(page.locator("live-chip")).to_have_attribute("data-state", "live")

    # ---- a caller is gathered, a line is written: the other sees both
    assert no_heat(real_town, "13800001012")["joined"]
    expect(kurt.locator(".scene-log")).to_contain_text("1 caller gathered")
    lena.keyboard.press("n")
    lena.keyboard.type("供水阀已关闭")
    lena.keyboard.press("Control+Enter")
    expect(kurt.locator(".timeline")).to_contain_text("供水阀已关闭")
    expect(lena.locator("#note-text")).to_have_value("")

    # ---- both decide at once: one is told, and sees what the other did
    lena.locator("h1").click()
    for page in (kurt, lena):
        page.keyboard.press("c")
        expect(page.locator("#phase-contained")).to_be_visible()
    kurt.keyboard.press("Control+Enter")
    expect(kurt.locator('[data-phase="contained"][aria-current]')).to_be_visible()
    lena.keyboard.press("Control+Enter")
    expect(lena.locator("#phase-contained [data-refusal]")).to_contain_text("was changed meanwhile")
    lena.keyboard.press("Escape")
    expect(lena.locator('[data-phase="contained"][aria-current]')).to_be_visible()

    # ---- the work on the order shows by itself, and the end takes a caller as an order again
    said = {"crew_id": real_town.red.pk}
    assert (
        api_client(real_town.dan).post(f"/api/work-orders/{order.pk}/dispatch/", said, format="json").status_code == 200
    )
    expect(kurt.locator(".scene-cards")).to_contain_text("Red crew")
    kurt.keyboard.press("r")
    kurt.keyboard.press("Control+Enter")
    expect(lena.locator('[data-phase="restored"][aria-current]')).to_be_visible()
    assert no_heat(real_town, "13800001013")["work_order"]
    kurt.keyboard.press("x")
    kurt.keyboard.press("Control+Enter")
    expect(lena.locator('[data-phase="closed"][aria-current]')).to_be_visible()
    expect(lena.locator(".scene-moves")).to_have_count(0)


def test_what_is_being_written_survives_what_others_do(real_town: SimpleNamespace, sit_down: Sit) -> None:
    order = report_a_leak(real_town)
    kurt = sit_down("kurt")
    incident = declare_from(kurt, order)
    kurt.keyboard.press("n")
    kurt.keyboard.type("半句话")
    said = {"text": "另一个人写的"}
    api_client(real_town.lena).post(f"/api/incidents/{incident.pk}/log/", said, format="json")
    expect(kurt.locator(".timeline")).to_contain_text("另一个人写的")
    expect(kurt.locator("#note-text")).to_have_value("半句话")
    expect(kurt.locator("#note-text")).to_be_focused()
    kurt.reload()
    expect(kurt.locator("#note-text")).to_have_value("半句话")
