"""docs/settings.md names every variable the system reads, and no other."""

import re
from pathlib import Path

from django.conf import settings

PROJECT = Path(settings.BASE_DIR)
READ = re.compile(r"""env(?:iron(?:ment)?)?(?:\.Env\(\))?\.(?:str|bool|int|float|list|db_url|get)\(\s*"([A-Z_]+)\"""")
OF_COMPOSE = re.compile(r"\$\{([A-Z_]+)")
ROW = re.compile(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", re.MULTILINE)
#: Django's own and the ones that only point at a value of the page.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "HEATING_OPS_RUN_IN"}


def _documented() -> set[str]:
    return {
        name
        for row in ROW.findall((PROJECT / "docs" / "settings.md").read_text())
        for name in re.findall(r"[A-Z_]+", row)
    }


def _read() -> set[str]:
    files = [file for folder in ("heating_ops", "bench", "tests") for file in (PROJECT / folder).rglob("*.py")]
    return {name for file in files for name in READ.findall(file.read_text())} - NOT_OURS


def _of_compose() -> set[str]:
    return set(OF_COMPOSE.findall((PROJECT / "docker-compose.yml").read_text()))


def test_every_variable_that_is_read_is_on_the_page() -> None:
    assert _read() | _of_compose() <= _documented()


def test_no_variable_is_on_the_page_that_nobody_reads() -> None:
    of_make = {"PYTHON", "NAME", "QUICK"}
    assert _documented() <= _read() | _of_compose() | of_make


def test_the_defaults_on_the_page_are_those_of_the_settings() -> None:
    page = (PROJECT / "docs" / "settings.md").read_text()
    source = (PROJECT / "heating_ops" / "settings.py").read_text()
    found = re.findall(r'env\.(?:str|int|float)\("([A-Z_]+)", default="?([^")]+)"?\)', source)
    wrong = [
        (name, default)
        for name, default in found
        if name not in ("VAR_DIR", "SECRET_KEY", "REDIS_URL") and f"| `{name}` | `{default}` |" not in page
    ]
    assert len(found) > 8
    assert wrong == []
