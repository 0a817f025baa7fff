"""The list of crews: best first with reasons, a number chooses, Enter sends; a key struck too early counts."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

CREWS = "/api/work-orders/5/crews/"
PAGE = """{% load ui %}{% dialog id="assign" title="Assign" %}<form method="post"><div class="dialog-body">
{% include "components/crew_choice.html" with name="crew" url="/api/work-orders/5/crews/" %}</div>
<button type="submit">Send</button></form>{% enddialog %}<button data-opens="assign" data-key="A">Assign</button>
<script type="module">
  import "/static/js/crew_choice.js";
  import { listenForDialogs } from "/static/js/dialogs.js";
  import { listenForKeys } from "/static/js/keys.js";
  listenForDialogs(document);
  listenForKeys(document);
  const dialog = document.querySelector("dialog");
  dialog.addEventListener("opened", () => dialog.querySelector("crew-choice").begin());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    window.sent = new FormData(event.target).get("crew");
  });
  window.ready = true;
</script>"""


def crew(number: int, *, doubts: list[str] | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"Crew {number}",
        "branch_name": "East",
        "doing": "free",
        "doing_name": "Free",
        "may_be_sent": True,
        "proposed": number == 1,
        "reasons": [{"code": "near", "words": f"{number}.0 km away"}, {"code": "free", "words": "Nothing in hand"}],
        "doubts": [{"code": "x", "words": words} for words in doubts or []],
    } | changes


def answer(*crews: dict[str, Any], total: int = 0) -> dict[str, Any]:
    return {"order": {"id": 5, "needs": ["Welding"]}, "total": total or len(crews), "results": list(crews)}


@pytest.fixture
def page(show: Any) -> Page:
    found = answer(
        crew(1), crew(2, doubts=["Lacks Welding"]), crew(3, may_be_sent=False, doing_name="Off duty"), total=60
    )
    shown: Page = show(PAGE, answers={CREWS: found})
    shown.wait_for_function("!!window.ready")
    return shown


def test_two_keys_send_the_crew_that_is_proposed(page: Page) -> None:
    page.keyboard.press("a")
    expect(page.locator("input:checked")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") == "1"


def test_a_number_chooses_another(page: Page) -> None:
    page.keyboard.press("a")
    expect(page.locator("input:checked")).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") == "2"


def test_a_number_struck_before_the_list_is_there_counts(page: Page) -> None:
    page.keyboard.press("a")
    page.keyboard.press("2")
    expect(page.locator("input:checked")).to_have_value("2")


def test_each_crew_says_what_speaks_for_it_and_what_against(page: Page) -> None:
    page.keyboard.press("a")
    expect(page.locator(".crew-row").nth(0)).to_contain_text("1.0 km away")
    expect(page.locator(".crew-row").nth(1)).to_contain_text("Lacks Welding")
    expect(page.locator("[data-crew-needs]")).to_have_text("Needed: Welding")
    expect(page.locator("[data-crew-more]")).to_have_text("57 more crews: find them by name.")
    expect(page.locator("[data-proposed]")).to_have_count(1)


def test_a_crew_that_cannot_be_sent_is_not_chosen_by_its_number(page: Page) -> None:
    page.keyboard.press("a")
    expect(page.locator("input:checked")).to_be_focused()
    expect(page.locator("input[value='3']")).to_be_disabled()
    page.keyboard.press("3")
    expect(page.locator("input:checked")).to_have_value("1")


def test_digits_in_the_search_field_are_text(page: Page) -> None:
    page.keyboard.press("a")
    expect(page.locator("input:checked")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("2")
    expect(page.locator("[data-crew-search]")).to_have_value("2")
