"""``manage.py triage``: what triage says of facts, of an order or of a stored version, and by which path."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heating_ops.ui.wording import word_for
from heating_ops.weather.models import ColdWaveLevel
from workorders.catalogue import Category, Danger, Extent
from workorders.decision_words import protection_in_words, reasons_in_words
from workorders.explaining import path_of
from workorders.models import TriageRules, WorkOrder
from workorders.rules import triage_rules
from workorders.triage import Decision, Facts, decide

_NUMBERS = {
    "indoor": ("indoor_temp_c", float),
    "outdoor": ("outdoor_c", float),
    "forecast": ("forecast_low_c", float),
    "hours_without_heat": ("hours_without_heat", float),
    "season_day": ("season_day", int),
    "orders_near": ("open_orders_near", int),
}


class Command(BaseCommand):
    """Decide, and explain."""

    help = "What triage says of facts, or of an order's stored facts; --explain prints the path through every rule."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Facts by options, or the order whose facts are taken."""
        parser.add_argument("--order", help="take the stored facts of this order: its number or id")
        parser.add_argument("--rules", metavar="VERSION", help="decide by this version instead of the one in force")
        parser.add_argument("--explain", action="store_true", help="print every rule, and why it did not match")
        parser.add_argument("--category", choices=Category.values)
        parser.add_argument("--danger", action="append", choices=Danger.values, help="may be given several times")
        parser.add_argument("--extent", choices=Extent.values)
        parser.add_argument("--key-site", metavar="NAME")
        parser.add_argument("--vulnerable", action="store_true", default=None, help="somebody vulnerable lives there")
        parser.add_argument("--controlled", action="store_true", default=None, help="in a controlled area")
        parser.add_argument("--cold-wave", choices=ColdWaveLevel.values)
        for name, (_fact, kind) in _NUMBERS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", type=kind, metavar="NUMBER")

    def handle(self, **said: Any) -> None:
        """Print the decision, and with ``--explain`` the path.

        :raises CommandError: no such order, no such version, or no category
        """
        rules = _rules(said["rules"])
        order = _order(said["order"]) if said["order"] else None
        facts = _facts(said, Facts.from_stored(order.triage["inputs"]) if order else None)
        try:
            decision = decide(facts, rules)
        except ValueError as error:
            raise CommandError(_("No rule of version %(version)s decides this.") % rules) from error
        if order is not None:
            for line in _stored(order, decision):
                self.stdout.write(line)
        for line in (*_decided(decision), *(_path(facts, rules) if said["explain"] else ())):
            self.stdout.write(line)


def _rules(version: str | None) -> Mapping[str, Any]:
    if not version:
        return triage_rules()
    row = TriageRules.objects.filter(version=version).first()
    if row is None:
        known = ", ".join(TriageRules.objects.order_by("pk").values_list("version", flat=True))
        raise CommandError(
            _("There is no version %(version)s of the triage rules; there are: %(known)s.")
            % {"version": version, "known": known}
        )
    return {"version": row.version, "rules": row.rules}


def _order(said: str) -> WorkOrder:
    digits = said.upper().removeprefix("WO-")
    found = None
    if digits.isascii() and digits.isdigit() and len(digits) < 18:
        found = WorkOrder.objects.filter(pk=int(digits)).first()
    if found is None:
        raise CommandError(_("There is no work order %(number)s.") % {"number": said})
    return found


def _facts(said: Mapping[str, Any], stored: Facts | None) -> Facts:
    """The facts of the options, on top of those of the order if one is named."""
    if stored is None and not said["category"]:
        raise CommandError(_("Say --category, or --order with the number of a work order."))
    facts = stored or Facts(said["category"])
    given = {
        "category": said["category"],
        "dangers": said["danger"],
        "extent": said["extent"],
        "key_site": said["key_site"],
        "vulnerable_household": said["vulnerable"],
        "controlled_area": said["controlled"],
        "cold_wave": said["cold_wave"],
        **{fact: said[name] for name, (fact, _kind) in _NUMBERS.items()},
    }
    return replace(facts, **{name: value for name, value in given.items() if value is not None})


def _stored(order: WorkOrder, now: Decision) -> Iterator[str]:
    kept = order.triage
    yield _("%(number)s was decided by rules %(version)s: %(priority)s, %(handling)s") % {
        "number": order.number,
        "version": kept["rule_version"],
        "priority": kept["priority"],
        "handling": word_for("handling", kept["handling"]),
    }
    for one in kept.get("overrides", ()):
        yield _("  decided otherwise by a person: %(before)s → %(after)s (%(reason)s)") % {
            "before": one["before"]["priority"],
            "after": one["after"]["priority"],
            "reason": one["reason"],
        }
    if now.rule_version != kept["rule_version"]:
        yield _("By rules %(version)s it would be:") % {"version": now.rule_version}


def _decided(decision: Decision) -> Iterator[str]:
    kind = word_for("order_type", decision.order_type) if decision.order_type else _("Nobody is sent")
    stored = decision.stored()
    lines = [
        (_("Rules"), decision.rule_version),
        (_("Urgency"), word_for("urgency", decision.urgency)),
        (_("Priority"), decision.priority),
        (_("Handling"), word_for("handling", decision.handling)),
        (_("Type"), kind),
        *((_("Protection"), line) for line in protection_in_words(stored)),
        *((_("Because"), line) for line in reasons_in_words(stored)),
    ]
    for label, said in lines:
        yield f"{label}: {said}"


def _path(facts: Facts, rules: Mapping[str, Any]) -> Iterator[str]:
    language, missed = get_language() or "en", _("did not hold")
    yield ""
    for step in path_of(facts, rules):
        if step.matched:
            taken = [str(step.then.get("priority", "")), word_for("handling", step.then.get("handling", ""))]
            yield f"✓ {step.rule}: {step.reason.get(language) or step.reason['en']}  → {' '.join(filter(None, taken))}"
        else:
            yield f"  {step.rule}: {missed}: {'; '.join(step.failed)}"
