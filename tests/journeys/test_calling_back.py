"""Two operators call back at the same time: each sees what the other has, without a reload."""

from collections.abc import Callable
from types import SimpleNamespace

from call_backs_cast import done_order, open_ones
from playwright.sync_api import Page, expect
from servers import wait_until

from workorders.catalogue import Category

Sit = Callable[..., Page]
LIST = "/hotline/call-backs/"


def at_the_list(page: Page) -> Page:
    """The queue, followed live."""
    page.goto(LIST)
    expect(page.locator("live-chip")).to_have_attribute("data-state", "live")
    return page


def test_one_takes_a_caller_and_the_other_sees_it_and_gets_the_next(real_town: SimpleNamespace, sit_down: Sit) -> None:
    done_order(real_town, "13800000001", "13800000002", category=Category.LEAK, flat="1-101")
    first, second = open_ones()
    olga, lena = at_the_list(sit_down("olga")), at_the_list(sit_down("lena"))
    expect(lena.locator(".hand-phone")).to_contain_text("13800000001")
    olga.keyboard.press("F4")
    expect(olga.locator(".hand-status")).to_contain_text("In your hand")
    expect(lena.locator(f"#call-back-{first.pk}")).to_contain_text(f"{real_town.olga} is on it")
    expect(lena.locator(".hand-status")).to_contain_text("Take over")

    lena.locator(f"#call-back-{second.pk}").click()
    expect(lena.locator(".hand-phone")).to_contain_text("13800000002")
    expect(lena.locator("live-chip")).to_have_attribute("data-state", "live")
    lena.keyboard.press("F4")
    expect(lena.locator(".hand-status")).to_contain_text("In your hand")

    # What is wrong is said beside the field, and what others do meanwhile does not wipe what is typed.
    olga.keyboard.press("2")
    olga.locator("[name=satisfied]").first.focus()
    olga.keyboard.press("3")
    olga.keyboard.press("F9")
    expect(olga.locator("#call-back-note_error")).to_contain_text("Write down what is still wrong.")
    olga.locator("[name=note]").fill("half a sentence")
    lena.keyboard.press("Alt+R")
    expect(olga.locator(f"#call-back-{second.pk}")).not_to_contain_text("is on it")
    expect(olga.locator("[name=note]")).to_have_value("half a sentence")

    # Focus stands in the answers: one digit, and how satisfied, and sent.
    olga.locator("[name=outcome]").first.focus()
    olga.keyboard.press("1")
    olga.locator("[name=satisfied]").first.focus()
    olga.keyboard.press("2")
    olga.keyboard.press("F9")
    expect(olga.locator(".messages")).to_contain_text("is closed.")
    expect(lena.locator(f"#call-back-{first.pk}")).to_have_count(0)
    wait_until(lambda: [one.pk for one in open_ones()] == [second.pk], seconds=15)
    expect(lena.locator(".rates")).to_contain_text("all calls 1 of 1")
