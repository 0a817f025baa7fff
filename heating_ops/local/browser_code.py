"""What the pages need from npm: the map, fetched as ``package-lock.json`` names it, never committed."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from heating_ops.local.python_packages import Environment
from heating_ops.local.tool import run_tool

_OLDEST_NODE = 20


def install_browser_code(project: Path, environment: Environment) -> None:
    """Fill ``node_modules``, unless that was done already.

    :raises Problem: a package cannot be had
    """
    stamp = project / "node_modules" / ".installed"
    wanted = hashlib.sha256((project / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing the browser's packages of package-lock.json …", flush=True)
    path = f"{node_folder(environment)}{os.pathsep}{os.environ['PATH']}"
    npm = shutil.which("npm", path=path) or "npm"
    run_tool(
        [npm, "ci", "--ignore-scripts", "--loglevel=error"],
        "The browser's packages could not be installed",
        cwd=project,
        extra_env={"PATH": path},
    )
    stamp.write_text(wanted)


def node_folder(environment: Environment) -> Path:
    """The folder of ``node`` and ``npm``: the system's if they are new enough, else ours from PyPI.

    :raises Problem: neither is to be had
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and Path(node).parent == Path(npm).parent and _version(node) >= _OLDEST_NODE:
        return Path(node).parent
    environment.install("node")
    return environment.python.parent


def _version(node: str) -> int:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.", done.stdout)
    return int(found[1]) if found else 0
