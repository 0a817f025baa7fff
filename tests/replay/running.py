"""Running ``manage.py replay`` and reading its figures."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from replay.served import Served


def replay(log: Path, server: Served, *options: str, operators: int = 4) -> tuple[int, dict[str, Any]]:
    """Run the command; its exit code and figures."""
    said = StringIO()
    code = 0
    try:
        call_command(
            "replay", str(log), "--url", server.url, "--operators", str(operators), "--json", *options, stdout=said
        )
    except SystemExit as left:
        code = int(str(left.code))
    figures: dict[str, Any] = json.loads(said.getvalue())
    return code, figures
