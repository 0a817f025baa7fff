"""``make test``: pytest, with servers and a browser of its own."""

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence

from heating_ops.local.chromium import find_chromium, install_chinese_letters
from heating_ops.local.console import complain
from heating_ops.local.problem import Problem
from heating_ops.local.services import embedded_services
from heating_ops.local.wishes import data_folder


def main(arguments: Sequence[str]) -> int:
    """Run the tests; pytest's exit code."""
    try:
        chromium = {"CHROMIUM": find_chromium()}
        install_chinese_letters()
        if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
            return _pytest(arguments, chromium)
        folder = data_folder(os.environ) / "test"
        with embedded_services(folder, durable=False) as urls:
            (folder / "static").mkdir(exist_ok=True)
            given = {name: os.environ[name] for name in urls.as_environment() if os.environ.get(name)}
            # pytest closes its usual folder again at every start; servers that tests start lie in this one.
            own = [f"--basetemp={folder / 'tmp'}", *arguments]
            return _pytest(own, {"VAR_DIR": str(folder), **chromium, **urls.as_environment(), **given})
    except Problem as problem:
        complain(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


def _pytest(arguments: Sequence[str], extra: Mapping[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *shlex.split(os.environ.get("ARGS", "")), *arguments]
    return subprocess.run(command, env={**os.environ, **extra}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
