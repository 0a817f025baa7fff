"""What the journeys of calls that must not be lost say often."""

import re

from playwright.sync_api import Page, expect
from servers import wait_until
from town import PASSWORD

from hotline.drafts.models import CallDraft
from hotline.models import Call

NEW = "/hotline/calls/new/"
FILED = re.compile(r"/hotline/calls/\d+/\?filed")


def sign_in(page: Page, name: str) -> None:
    """Through the sign-in page that is open."""
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def open_form(page: Page) -> None:
    """An empty call form that keeps what is typed."""
    page.goto(NEW)
    expect(page.locator("#call-form[data-kept]")).to_be_attached()


def ask(page: Page, words: str) -> None:
    """Fill in a question, which needs no place."""
    page.fill("[name=text]", words)
    page.check("[name=category][value=enquiry]", force=True)
    page.keyboard.press("F4")


def texts() -> list[str]:
    """The words of the calls that were filed, in the order they were."""
    return list(Call.objects.order_by("pk").values_list("text", flat=True))


def kept_at_the_server(words: str) -> None:
    """The server comes to have these words of an unfinished call."""
    wait_until(lambda: any(words in str(draft.content) for draft in CallDraft.objects.all()), seconds=30)
