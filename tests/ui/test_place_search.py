"""Type-ahead over the network's places, by keyboard alone."""

from typing import Any

from playwright.sync_api import Page, expect

FORM = """
<place-search class="field"><label for="place">Place</label><input id="place" name="place">
<input type="hidden" name="building" data-place="building">
<input type="hidden" name="flat" data-place="flat"></place-search>
<script type="module">import "/static/js/place_search.js";</script>
"""
PLACES = {
    "results": [
        {"building": 5, "label": "和平里七区 12号楼", "detail": "东城分公司", "flat": "3-501", "key_site": ""},
        {"building": 6, "label": "和平里七区 13号楼", "detail": "东城分公司", "flat": None, "key_site": "朝阳医院"},
    ]
}


def test_a_place_is_found_and_taken_without_the_mouse(show: Any) -> None:
    page: Page = show(FORM, answers={"/api/places/": PLACES})
    page.locator("#place").press_sequentially("七区")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.input_value("#place") == "和平里七区 12号楼 3-501"
    assert page.input_value("[name=building]") == "5"
    assert page.input_value("[name=flat]") == "3-501"
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_typing_on_lets_the_chosen_building_go(show: Any) -> None:
    page: Page = show(FORM, answers={"/api/places/": PLACES})
    page.locator("#place").press_sequentially("七区")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("Enter")
    page.keyboard.type("x")
    assert page.input_value("[name=building]") == ""


def test_a_community_is_the_beginning_of_the_search_for_a_building(show: Any) -> None:
    community = {
        "results": [{"building": None, "label": "和平里七区", "detail": "东城分公司", "flat": None, "key_site": ""}]
    }
    page: Page = show(FORM, answers={"/api/places/": community})
    page.locator("#place").press_sequentially("七")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    assert page.input_value("#place") == "和平里七区 "
    assert page.input_value("[name=building]") == ""


def test_nothing_found_and_a_broken_server_are_said_in_words(show: Any) -> None:
    page: Page = show(FORM, answers={"/api/places/": {"results": []}})
    page.locator("#place").press_sequentially("nowhere")
    expect(page.get_by_text("No such place in the network.").first).to_be_visible()
    page = show(FORM, answers={"/api/places/": 500})
    page.locator("#place").press_sequentially("nowhere")
    expect(page.get_by_text("The server could not do this.").first).to_be_visible()
