"""Beside the form: what is read out, one key into the column and back, and nothing that jumps or is lost."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from incident_cast import declare
from playwright.sync_api import Page, expect

from heating_ops.network.models import KeySite
from hotline.models import CallerTold
from incidents import commands

SitDown = Callable[..., Page]


def _choose(page: Page, words: str) -> None:
    page.goto("/hotline/calls/new/")
    expect(page.locator("[name=text]")).to_be_focused()
    page.keyboard.press("Alt+P")
    page.keyboard.type(words)
    expect(page.locator(".combo-option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[name=building]")).not_to_have_value("")


def test_the_script_is_read_ticked_off_and_kept(real_town: SimpleNamespace, sit_down: SitDown) -> None:
    now = timezone.now()
    incident = declare(real_town, loop_ids=[real_town.loop_1.pk], now=now)
    commands.promise_update(
        incident_id=incident.pk,
        version=None,
        next_update_at=now + timedelta(hours=1),
        actor=real_town.actor("kurt"),
        now=now,
    )
    page = sit_down("olga")
    _choose(page, "阳光花园1号楼")
    told = page.locator("[name=told]")
    expect(told).to_be_checked()
    expect(page.locator(".known-map .map-mark[data-mark=station]").first).to_be_visible()
    page.keyboard.press("F6")
    expect(told).to_be_focused()
    page.keyboard.press("Space")
    expect(told).not_to_be_checked()
    expect(told).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("[name=flat]")).to_be_focused()
    page.keyboard.type("1-101")
    page.keyboard.press("Alt+Y")
    expect(told).to_be_checked()
    page.locator("[name=category][value=no_heat]").check(force=True)
    expect(page.locator("#known")).to_contain_text(incident.number)
    page.keyboard.press("F4")
    page.keyboard.press("F9")
    expect(page.locator(".told-words")).to_contain_text("The heat at 阳光花园 1号楼 has been off since")
    assert CallerTold.objects.get().next_update_at is not None


def test_a_ticked_duty_stays_ticked_while_the_form_is_filled(real_town: SimpleNamespace, sit_down: SitDown) -> None:
    KeySite.objects.filter(building=real_town.hospital).update(plan="1. 启动备用锅炉\n2. 通知王主任")
    page = sit_down("olga")
    _choose(page, "东城医院")
    duty = page.locator(".known-duties input").first
    duty.check()
    page.locator("[name=category][value=low_temperature]").check(force=True)
    expect(page.locator("[data-part=verdict]")).to_be_visible()
    expect(duty).to_be_checked()
