"""People at their desks: real browsers on a real server, over the database of the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from servers import free_port, running, wait_until
from town import PASSWORD
from unsent_cast import sign_in

from heating_ops.local.processes import WORKER, web
from heating_ops.network.place_names import rebuild_place_names

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
DESK = (1440, 900)
PHONE = (390, 844)
Sit = Callable[..., Page]


@pytest.fixture(autouse=True)
def _a_busy_machine_is_waited_for() -> Iterator[None]:
    """A condition that comes late is no failure."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file of journeys."""
    path = CHROMIUM
    assert path, "these tests need Chromium: set CHROMIUM to its path"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        # Playwright keeps an event loop running here; these tests ask the database themselves all the same.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield browser
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        browser.close()


@pytest.fixture
def address(real_town: SimpleNamespace, tmp_path: Path) -> Iterator[str]:
    """A web server on the town's database, where its places can be found."""
    rebuild_place_names()
    with web_server(free_port(), tmp_path / "web.log") as here:
        yield here


@contextmanager
def web_server(port: int, log: Path) -> Iterator[str]:
    """One web worker for as long as the block lasts; its address, once it answers. It ends as by a power cut."""
    command = web("127.0.0.1", port)[1:]
    command[command.index("--workers") + 1] = "1"
    with running(*command, log=log):
        here = f"http://127.0.0.1:{port}"
        wait_until(lambda: _answers(here), seconds=40, why=lambda: log.read_text()[-2000:])
        yield here


def _answers(here: str) -> bool:
    try:
        return httpx.get(f"{here}/accounts/sign-in/", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture
def clock(address: str, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """A Celery worker, whose sweep is the clock of the deadlines; called, it answers what the worker said last."""
    log = tmp_path / "worker.log"
    with running(*WORKER[1:], log=log):
        yield lambda: log.read_text()[-2000:]


@pytest.fixture
def sit_down(chromium: Browser, address: str) -> Iterator[Sit]:
    """Sign somebody in, in a browser of their own; a script that fails on any page fails the test."""
    contexts, wrong = [], []

    def sit(name: str, size: tuple[int, int] = DESK) -> Page:
        context = chromium.new_context(
            base_url=address,
            locale="en-US",
            viewport={"width": size[0], "height": size[1]},
            is_mobile=size == PHONE,
            has_touch=size == PHONE,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: wrong.append(f"{name}: {error}"))
        page.goto("/accounts/sign-in/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield sit
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def desk() -> Callable[..., Page]:
    """Sign olga in at a browser of the test's own making."""

    def sit(context: BrowserContext, address: str) -> Page:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(f"{address}/accounts/sign-in/")
        sign_in(page, "olga")
        return page

    return sit
