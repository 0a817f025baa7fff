"""A browser without a server: pages come from the test, our own files from where they lie."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from playwright.sync_api import Browser, Page, Route, sync_playwright

HERE = "http://desk.test"
STATIC = Path(settings.BASE_DIR) / "static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Shown = Callable[..., Page]


# For one file of tests at a time: Playwright keeps an event loop running, in which Django refuses the database.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "these tests need Chromium: set CHROMIUM to its path"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser) -> Iterator[Shown]:
    """Show a page made of a template; what goes wrong in its scripts fails the test."""
    context = chromium.new_context()
    wrong: list[str] = []

    def shown(
        template: str,
        values: dict[str, object] | None = None,
        *,
        answers: dict[str, object] | None = None,
        size: tuple[int, int] = (1280, 720),
        theme: str = "light",
    ) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.on("pageerror", lambda error: wrong.append(str(error)))
        body = template if template.startswith("<!doctype") else _page(template, values or {}, theme)

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(HERE).split("?")[0]
            file = STATIC / path.removeprefix("/static/")
            if path == "/":
                route.fulfill(content_type="text/html; charset=utf-8", body=body)
            elif path in (answers or {}):
                given = (answers or {})[path]
                status = given if isinstance(given, int) else 200
                route.fulfill(status=status, content_type="application/json", body=json.dumps(given))
            elif path.startswith("/static/") and file.is_file():
                route.fulfill(content_type=KINDS.get(file.suffix, "text/plain"), body=file.read_text())
            else:
                route.fulfill(status=404)

        page.route("**/*", answer)
        page.goto(f"{HERE}/")
        return page

    yield shown
    context.close()
    assert wrong == []


def _page(template: str, values: dict[str, object], theme: str) -> str:
    head = (
        '{% load ui %}<!doctype html><html lang="en" data-theme="THEME"><head>{% include "base_styles.html" %}</head>'
    )
    body = Template(head.replace("THEME", theme) + "<body>" + template + '<div id="toasts"></div></body></html>')
    return body.render(Context(values))
