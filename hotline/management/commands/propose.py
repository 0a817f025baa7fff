"""``manage.py propose``: what the rules make of a text, and by which path."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import get_language

from heating_ops.ui.wording import word_for
from hotline.proposals import Proposal, propose


class Command(BaseCommand):
    """Propose category, item, dangers and temperature from a caller's words."""

    help = "Propose category, item, dangers and temperature from a caller's words; --explain shows every rule."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the words."""
        parser.add_argument("text")
        parser.add_argument(
            "--explain", action="store_true", help="show which words led to it, and which did not count"
        )

    def handle(self, *, text: str, explain: bool, **options: Any) -> None:
        """Print what is proposed, one line each."""
        told = propose(text)
        for line in (*_proposed(told), *(_path(told) if explain else ())):
            self.stdout.write(line)


def _proposed(told: Proposal) -> Iterator[str]:
    yield f"category     {told.category or '-'}  {word_for('category', told.category)}".rstrip()
    yield f"item         {told.item or '-'}"
    yield f"also         {', '.join(told.others) or '-'}"
    yield f"dangers      {', '.join(told.dangers) or '-'}"
    yield f"vulnerable   {', '.join(told.vulnerable) or '-'}"
    reading = "-" if told.indoor_temp_c is None else f"{told.indoor_temp_c:g} °C  {told.temperature_words}"
    yield f"temperature  {reading}"
    yield f"urgency      {told.urgency or '-'} {told.priority}".rstrip()


def _path(told: Proposal) -> Iterator[str]:
    language = get_language() or "en"
    yield ""
    yield f"scores       {', '.join(f'{name} {score}' for name, score in told.scores.items()) or '-'}"
    for reason in (*told.reasons, *told.denied):
        says = [reason.category and f"{reason.category} +{reason.weight}", reason.item, reason.danger, reason.people]
        counts = f"does not count: {reason.denied}" if reason.denied else ", ".join(each for each in says if each)
        because = reason.because.get(language) or reason.because["en"]
        yield f"  {reason.words}  ->  {counts}   ({reason.rule}: {because})"
    for rule in told.decision.reasons if told.decision else ():
        yield f"  triage {rule['rule']}: {rule.get(language) or rule['en']}"
