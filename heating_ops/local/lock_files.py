"""``make lock``: bring the lock files to the newest versions ``pyproject.toml`` and ``package.json`` allow.

``UPGRADE=0`` keeps every version that still fits, and adds only what is new.
"""

import os
import shutil
import sys

from heating_ops.local.browser_code import node_folder
from heating_ops.local.problem import Problem
from heating_ops.local.python_packages import Environment
from heating_ops.local.tool import run_tool
from heating_ops.local.wishes import PROJECT

_FORM = ["--universal", "--python-version=3.11", "--generate-hashes"]
_NO_HOST_NO_NOISE = ["--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"]

#: What each lock file is made of. The larger come first, and the smaller keep to their versions.
LOCKS = {
    "dev": ["pyproject.toml", "--extra=local", "--extra=dev"],
    "local": ["pyproject.toml", "--extra=local"],
    "base": ["pyproject.toml"],
    "node": ["requirements/node.in"],
}


def main() -> int:
    """Write all lock files anew."""
    upgrade = os.environ.get("UPGRADE", "1") != "0"
    try:
        for name, sources in LOCKS.items():
            _lock(name, sources, upgrade=upgrade)
        folder = node_folder(Environment(PROJECT))
        path = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
        npm = str(folder / "npm")
        run_tool([npm, "update" if upgrade else "install", "--package-lock-only"], "npm failed", extra_env=path)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _lock(name: str, sources: list[str], *, upgrade: bool) -> None:
    file = PROJECT / "requirements" / f"{name}.txt"
    print(f"requirements/{name}.txt", flush=True)
    if name in {"local", "base"}:
        shutil.copyfile(file.with_name("dev.txt"), file)  # so that versions are the same in all
    elif upgrade:
        file.unlink(missing_ok=True)
    compile_it = [sys.executable, "-m", "uv", "pip", "compile", *sources, *_FORM, *_NO_HOST_NO_NOISE]
    run_tool([*compile_it, f"--output-file={file}"], f"{file} could not be made", cwd=PROJECT)


if __name__ == "__main__":
    sys.exit(main())
