"""While the caller speaks: what the words propose, taken by a key, and never by itself."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from hotline.models import Call

SitDown = Callable[..., Page]


def _type(page: Page, words: str) -> None:
    page.goto("/hotline/calls/new/")
    expect(page.locator("[name=text]")).to_be_focused()
    page.keyboard.type(words)


def test_a_leak_is_heard_and_taken_with_two_keys(sit_down: SitDown) -> None:
    page = sit_down("olga")
    _type(page, "暖气片漏水，地板都泡了，屋里15度")
    chips = page.locator(".proposal")
    expect(chips.first).to_contain_text("Leak")
    expect(chips.first).to_contain_text("because “暖气片漏”")
    expect(page.locator("[name=category]:checked")).to_have_count(0)
    expect(page.locator("[name=indoor_temp_c]")).to_have_value("")
    page.keyboard.press("Alt+2")
    expect(page.locator("[name=category]:checked")).to_have_value("leak")
    expect(page.locator("[name=item]")).to_have_value("leak.radiator")
    expect(page.locator("[name=item_choice]:checked")).to_have_value("leak.radiator")
    expect(page.locator("#known .guidance")).to_contain_text("Bowl and towels")
    page.keyboard.press("Alt+3")
    expect(page.locator("[name=indoor_temp_c]")).to_have_value("15")
    expect(chips.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(page.locator("[name=place_label]")).to_be_focused()


def test_a_danger_lights_its_question_and_leaves_the_answer_to_the_caller(sit_down: SitDown) -> None:
    page = sit_down("olga")
    _type(page, "地下室冒热气，有积水")
    heard = page.locator("[data-question][data-heard]")
    expect(heard).to_have_count(1)
    expect(heard).to_contain_text("heard: “地下室冒热气”")
    page.keyboard.press("Alt+Q")
    expect(page.locator("[name=danger_water_where_people_sleep]").first).to_be_focused()
    expect(heard.locator("input:checked")).to_have_count(0)
    page.fill("[name=text]", "没事了")
    expect(heard).to_have_count(0)


def test_what_exactly_follows_the_category_and_survives_a_reload(sit_down: SitDown) -> None:
    page = sit_down("olga")
    _type(page, "有点事")
    page.locator("[name=category][value=low_temperature]").check(force=True)
    page.keyboard.press("Alt+I")
    page.keyboard.press("2")
    expect(page.locator("[name=item]")).to_have_value("low.air")
    expect(page.locator("[name=danger_person_hurt]").first).to_be_focused()
    page.reload()
    expect(page.locator("[name=item_choice]:checked")).to_have_value("low.air")
    page.locator("[name=category][value=noise]").check(force=True)
    expect(page.locator("[name=item]")).to_have_value("")
    expect(page.locator("[name=item_choice]")).to_have_count(3)
    assert not Call.objects.exists()
