#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    """Run one management command, in the project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heating_ops.settings")
    from heating_ops.local.other_terminal import join_running_system
    from heating_ops.local.up import main as up

    if sys.argv[1:2] == ["up"]:
        sys.exit(up(sys.argv[2:]))  # before any settings are read: it is what provides them
    join_running_system(os.environ)

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
