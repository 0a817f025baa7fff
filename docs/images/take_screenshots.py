"""Take the screenshots of the README from a running demonstration system.

``make run`` in one terminal, ``make screenshots`` in another. Chromium is found as in
the tests; ``URL`` names another system.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heating_ops.settings")

import django

django.setup()

from heating_ops.access.demo import DEMO_SIGN_INS  # noqa: E402
from heating_ops.access.models import Role  # noqa: E402
from heating_ops.local.chromium import find_chromium  # noqa: E402

HERE: Final = Path(__file__).parent
URL: Final = os.environ.get("URL", "http://127.0.0.1:8000")
DESK, PHONE = (1440, 900), (390, 844)


def call_form(page: Page) -> None:
    """An operator in the middle of a call."""
    page.goto(f"{URL}/hotline/calls/new/")
    page.keyboard.type("楼道里暖气管喷水，水是热的，地下室有人住")
    place = page.locator("[role=combobox]").first
    place.click()
    place.press_sequentially("华山大院2", delay=40)
    page.wait_for_timeout(800)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1200)


def board(page: Page) -> None:
    """The dispatcher's live board."""
    page.goto(f"{URL}/board/")
    page.wait_for_timeout(1500)


def phone(page: Page) -> None:
    """A crew's next order."""
    page.goto(f"{URL}/crew/")
    first = page.locator("a[href*='/crew/orders/']").first
    if first.count():
        first.click()
    page.wait_for_timeout(500)


def incident(page: Page) -> None:
    """The incident that is open."""
    page.goto(f"{URL}/incidents/")
    page.locator("a[href*='/incidents/']:not([href$='/incidents/']):not([href*='new'])").first.click()
    page.wait_for_timeout(1200)


def report(page: Page) -> None:
    """Today, counted."""
    page.goto(f"{URL}/reports/daily/")


# (file, who looks, what at, on which screen, in which theme)
PICTURES: Final[list[tuple[str, Role, Callable[[Page], None], tuple[int, int], str]]] = [
    ("call-form.png", Role.OPERATOR, call_form, DESK, "light"),
    ("board.png", Role.DISPATCHER, board, DESK, "dark"),
    ("phone.png", Role.CREW, phone, PHONE, "light"),
    ("incident.png", Role.COMMANDER, incident, DESK, "dark"),
    ("report.png", Role.MANAGER, report, DESK, "light"),
]


def sign_in(browser: Browser, role: Role, size: tuple[int, int], theme: str) -> Page:
    """Open a browser window of this size as the demonstration user of a role."""
    who = next(one for one in DEMO_SIGN_INS if one.role == role)
    window = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
    window.add_cookies(
        [{"name": "theme", "value": theme, "url": URL}, {"name": "language", "value": "zh-hans", "url": URL}]
    )
    page = window.new_page()
    page.goto(f"{URL}/accounts/sign-in/")
    page.fill("[name=username]", who.username)
    page.fill("[name=password]", who.password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def main() -> None:
    """Take every picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for name, role, show, size, theme in PICTURES:
            page = sign_in(browser, role, size, theme)
            show(page)
            page.screenshot(path=HERE / name)
            page.context.close()
            print(f"docs/images/{name}")


if __name__ == "__main__":
    main()
