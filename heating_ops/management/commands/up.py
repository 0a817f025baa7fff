"""The whole system on this machine. ``manage.py`` itself runs it, before any settings are read."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from heating_ops.local.up import main


class Command(BaseCommand):
    """Start the whole system on this machine: databases, pages, worker and clock."""

    help = "Start the whole system on this machine: databases, pages, worker and clock."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The arguments of the command."""
        parser.add_argument("--services-only", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped."""
        sys.exit(main(["--services-only"] if options["services_only"] else []))
