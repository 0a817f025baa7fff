"""Keys press what their cap says, and leave people alone who are typing."""

from typing import Any

import pytest
from playwright.sync_api import Page

PAGE = """{% load i18n %}
<form data-may-repeat><input id="words">
{% button "Log call" key="F9" %}{% button "Assign" key="A" data_opens="box" %}</form>
{% button "Hidden" key="H" hidden=True %}{% button "Off" key="O" disabled=True %}
{% dialog id="box" title="Assign" %}<div class="dialog-body"><input name="note" type="checkbox"></div>
{% button "Send" key="A" %}{% endblock_or_not %}
<script type="module">
  import { listenForDialogs } from "/static/js/dialogs.js";
  import { listenForKeys } from "/static/js/keys.js";
  window.pressed = [];
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-key]");
    if (button) window.pressed.push(button.querySelector("span").textContent);
  });
  listenForDialogs(document);
  listenForKeys(document);
  window.ready = true;
</script>
""".replace("{% endblock_or_not %}", "{% enddialog %}")


@pytest.fixture
def page(show: Any) -> Page:
    shown: Page = show(PAGE)
    shown.wait_for_function("window.ready")
    return shown


def pressed(page: Page) -> list[str]:
    names: list[str] = page.evaluate("pressed")
    return names


def test_a_key_presses_its_button(page: Page) -> None:
    page.keyboard.press("F9")
    page.keyboard.press("a")
    assert pressed(page) == ["Log call", "Assign"]


def test_typing_is_never_hijacked_but_function_keys_work(page: Page) -> None:
    page.focus("#words")
    page.keyboard.type("a leak")
    page.keyboard.press("F9")
    assert page.input_value("#words") == "a leak"
    assert pressed(page) == ["Log call"]


def test_what_cannot_be_pressed_is_not_pressed(page: Page) -> None:
    page.keyboard.press("h")
    page.keyboard.press("o")
    assert pressed(page) == []


def test_an_open_dialog_has_the_keys_and_escape_closes_it(page: Page) -> None:
    page.keyboard.press("a")
    assert page.locator("#box").evaluate("box => box.open")
    assert page.evaluate("document.activeElement.name") == "note"
    page.keyboard.press("a")
    page.keyboard.press("F9")
    assert pressed(page) == ["Assign", "Send"]
    page.keyboard.press("Escape")
    assert not page.locator("#box").evaluate("box => box.open")
