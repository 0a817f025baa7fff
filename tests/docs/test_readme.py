"""The README tells what is so: the sign-ins, the files it points to, the commands it shows."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.utils import translation

from heating_ops.access.demo import DEMO_PASSWORD, DEMO_SIGN_INS

PROJECT = Path(settings.BASE_DIR)
PAGES = [
    *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((PROJECT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")
FILE_NAME = re.compile(
    r"`((?:heating_ops|hotline|incidents|workorders|templates|static|tests|bench|deploy|docs|locale)/[\w./*-]+)`"
)
NAMED = re.compile(r"`([\w./]+\.(?:py|js)): (\w+)`")
COMMAND = re.compile(r"manage\.py (\w+)")


def test_the_sign_ins_are_those_of_the_demo_city() -> None:
    text = (PROJECT / "README.md").read_text()
    assert f"`{DEMO_PASSWORD}`" in text
    for sign_in in DEMO_SIGN_INS:
        with translation.override("zh-hans"):
            chinese = str(sign_in.role.label)
        assert f"| `{sign_in.username}` | {sign_in.role.label} {chinese} |" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [one or other for one, other in LINK.findall(page.read_text())]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = FILE_NAME.findall(page.read_text())
    assert [name for name in named if not list(PROJECT.glob(name.rstrip("/")))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_command_that_is_shown_exists(page: Path) -> None:
    assert set(COMMAND.findall(page.read_text())) <= set(get_commands())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_function_that_is_named_stands_in_its_file(page: Path) -> None:
    defines = r"(?:^|\n)\s*(?:export |async )*(?:def|class|function|const) {0}\b|(?:^|\n){0}\b[^\n]*="
    astray = [
        f"{file}: {name}"
        for file, name in NAMED.findall(page.read_text())
        if not (PROJECT / file).exists() or not re.search(defines.format(name), (PROJECT / file).read_text())
    ]
    assert astray == []
