"""From a fresh clone to a running system: ``python3 -m heating_ops.local.bootstrap COMMAND``.

Needs nothing but Python's standard library. Makes ``.venv`` and fetches what
the lock files name, each only when its lock has changed, then becomes the
command.
"""

import os
import shutil
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said before anything newer is read
    for newer in ("python3.14", "python3.13", "python3.12", "python3.11"):
        if shutil.which(newer):
            os.execvp(newer, [newer, "-m", "heating_ops.local.bootstrap", *sys.argv[1:]])  # noqa: S606
    sys.exit("Python 3.11 or newer is needed, and this is Python {}.{}.".format(*sys.version_info))

from heating_ops.local.bootstrap_commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
