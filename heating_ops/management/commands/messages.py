"""``manage.py messages``: bring the translations up to date with the sources, or check that they are."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from heating_ops.language.catalogues import catalogue_file, problems, read_catalogue, updated, written
from heating_ops.language.extraction import DOMAINS, extract_catalogue
from heating_ops.local.catalogues import compile_catalogues


class Command(BaseCommand):
    """Collect every sentence of the interface into locale/, keep what is translated, compile it."""

    help = "Bring the translations in locale/ up to date with the sources; --check only tells what is missing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to write or only to judge."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when something is not as it should be"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        """Update the catalogues, then say what still is to be translated.

        :raises CommandError: with ``--check``, something is missing, uncertain, stale or filled in differently
        """
        project = settings.BASE_DIR
        if not check:
            for domain in DOMAINS:
                file = catalogue_file(project, domain)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(written(updated(read_catalogue(file), extract_catalogue(project, domain))))
            compile_catalogues(project)
        found = list(problems(project))
        for line in found:
            self.stdout.write(line)
        if found and check:
            raise CommandError(f"The translations are not complete: {len(found)} to mend. Run manage.py messages.")
        self.stdout.write(f"{len(found)} sentences are to be translated." if found else "Every sentence is translated.")
