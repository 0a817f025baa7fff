"""A Chromium for the browser journeys, fetched if the machine has none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from heating_ops.local.problem import Problem
from heating_ops.local.tool import run_tool

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DEBIAN_PACKAGES = ["chromium", "fonts-noto-cjk"]


def find_chromium() -> str:
    """The path of a Chromium that starts.

    Looks for ``$CHROMIUM``, then the system's, then installs Debian's (as
    root), then Playwright's.

    :raises Problem: there is none to be had
    """
    if chosen := os.environ.get("CHROMIUM"):
        if why := _why_not(chosen):
            raise Problem(f"CHROMIUM names {chosen}, which does not start: {why}")
        return chosen
    reasons: list[str] = []
    for found in _candidates(reasons):
        if not (why := _why_not(found)):
            return found
        reasons.append(f"{found}: {why}")
    raise Problem(
        "The browser journeys need Chromium and there is none to be had: install it or set CHROMIUM to its path. "
        f"({'; '.join(reasons)})"
    )


def install_chinese_letters() -> None:
    """Give Debian's root the fonts without which Chinese pages are rows of boxes; elsewhere say so."""
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False) if _has_fc() else None
    if fonts is not None and fonts.stdout.strip():
        return
    try:
        _install_debian_packages()
    except Problem as problem:
        print(f"No font with Chinese letters was found: screenshots will show boxes. ({problem})", flush=True)


def _candidates(reasons: list[str]) -> Iterator[str]:
    for name in _NAMES:
        if found := shutil.which(name):
            yield found
    try:
        _install_debian_packages()
        yield shutil.which("chromium") or "/usr/bin/chromium"
    except Problem as problem:
        reasons.append(str(problem))
    try:
        yield _playwrights_own()
    except Problem as problem:
        reasons.append(str(problem))


def _install_debian_packages() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem("Debian's package needs root and apt-get")
    print(f"Installing Debian's {' and '.join(_DEBIAN_PACKAGES)} …", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run_tool(["apt-get", "update", "-q"], "apt-get update failed", extra_env=quiet)
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *_DEBIAN_PACKAGES]
    run_tool(install, "apt-get install failed", extra_env=quiet)


def _playwrights_own() -> str:
    print("Installing Playwright's Chromium …", flush=True)
    run_tool([sys.executable, "-m", "playwright", "install", "chromium"], "Playwright's Chromium cannot be had")
    where = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    return run_tool([sys.executable, "-c", where], "Playwright's Chromium was not found").strip()


def _why_not(program: str) -> str:
    """Why it does not start; empty if it does."""
    try:
        run_tool([program, "--version"], "it failed")
    except Problem as problem:
        return str(problem)
    return ""


def _has_fc() -> bool:
    return shutil.which("fc-list") is not None
