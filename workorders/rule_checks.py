"""Whether a set of triage rules may decide: its shape, its words, and decisions on every kind of call."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

from django.utils.translation import gettext as _

from .catalogue import Category, Danger, Extent, Handling, Priority, Protection
from .conditions import CONDITIONS, LIMITS, Kind
from .triage import Facts, decide

# A yes to one of these is the highest priority, whatever else the rules say.
AT_ONCE: Final = (
    Danger.PERSON_HURT,
    Danger.WATER_WHERE_PEOPLE_SLEEP,
    Danger.GROUND_SINKING,
    Danger.WATER_NEAR_ELECTRICS,
)
_MOST_TOLD = 12


def problems_of(rules: Any) -> list[str]:
    """Say what is wrong with a list of rules, in sentences; an empty list means that they may decide."""
    if not isinstance(rules, list) or not rules:
        return [_("The rules must be a list with at least one rule.")]
    found = [problem for place, rule in enumerate(rules, 1) for problem in _of_one(place, rule)]
    ids = [rule.get("id") for rule in rules if isinstance(rule, dict)]
    found += [
        _("Two rules are called “%(id)s”.") % {"id": one}
        for one in sorted({i for i in ids if ids.count(i) > 1}, key=str)
    ]
    # Only rules of the right shape can be asked to decide.
    return (found or list(_undecided(rules)))[:_MOST_TOLD]


def problems_of_rule(rule: Any, *, besides: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say what is wrong with one rule beside others; an empty list means that it may stand among them."""
    found = list(_of_one(len(besides) + 1, rule))
    if isinstance(rule, dict) and any(one.get("id") == rule.get("id") for one in besides):
        found.append(_("Two rules are called “%(id)s”.") % {"id": rule.get("id")})
    return found


def _of_one(place: int, rule: Any) -> Iterator[str]:
    if not isinstance(rule, dict):
        yield _("Rule %(place)s is not an object.") % {"place": place}
        return
    name = rule.get("id") if isinstance(rule.get("id"), str) and rule.get("id") else str(place)
    if not isinstance(rule.get("id"), str) or not rule["id"]:
        yield _("Rule %(name)s has no id.") % {"name": name}
    for key in sorted(rule.keys() - {"id", "when", "then", "reason", "source", "confirmed"}):
        yield _("Rule %(name)s: “%(key)s” is not part of a rule.") % {"name": name, "key": key}
    for part, check in (("when", _when), ("then", _then), ("reason", _reason)):
        if not isinstance(rule.get(part), dict):
            yield _("Rule %(name)s has no “%(part)s”.") % {"name": name, "part": part}
        else:
            for problem in check(rule[part]):
                yield _("Rule %(name)s: %(problem)s") % {"name": name, "problem": problem}
    if not isinstance(rule.get("source"), str) or not rule["source"].strip():
        yield _("Rule %(name)s names no source.") % {"name": name}


def _when(when: Mapping[str, Any]) -> Iterator[str]:
    for name, wanted in when.items():
        condition = CONDITIONS.get(name)
        if condition is None:
            yield _("there is no condition “%(condition)s”.") % {"condition": name}
        elif condition.choices is not None:
            yield from _codes(name, wanted, condition.choices.values)
        elif condition.kind is Kind.YES_NO:
            if not isinstance(wanted, bool):
                yield _("the condition “%(condition)s” is true or false.") % {"condition": name}
        elif not _is_within(wanted, condition.kind):
            least, most = LIMITS[condition.kind]
            yield _("the condition “%(condition)s” is a number from %(least)s to %(most)s.") % {
                "condition": name,
                "least": least,
                "most": most,
            }


def _codes(name: str, wanted: Any, known: Sequence[str]) -> Iterator[str]:
    if not isinstance(wanted, list) or not wanted:
        yield _("the condition “%(condition)s” needs a list of codes.") % {"condition": name}
        return
    for code in wanted:
        if code not in known:
            yield _("“%(code)s” is no code of “%(condition)s”.") % {"code": code, "condition": name}


def _is_within(wanted: Any, kind: Kind) -> bool:
    least, most = LIMITS[kind]
    whole = kind in (Kind.DAY, Kind.COUNT)
    if isinstance(wanted, bool) or not isinstance(wanted, int if whole else int | float):
        return False
    return least <= wanted <= most


def _then(then: Mapping[str, Any]) -> Iterator[str]:
    protection = then.get("protection", [])
    # A rule may ask for protection alone; any other must say how soon.
    if ("priority" in then or not protection) and then.get("priority") not in Priority.values:
        yield _("the priority must be one of %(codes)s.") % {"codes": ", ".join(Priority.values)}
    if "handling" in then and then["handling"] not in Handling.values:
        yield _("the handling must be one of %(codes)s.") % {"codes": ", ".join(Handling.values)}
    if not isinstance(then.get("urgent", False), bool):
        yield _("“urgent” is true or false.")
    if not isinstance(protection, list) or any(code not in Protection.values for code in protection):
        yield _("the protection must be a list of %(codes)s.") % {"codes": ", ".join(Protection.values)}
    for key in sorted(then.keys() - {"priority", "handling", "urgent", "protection"}):
        yield _("“%(key)s” is not part of a decision.") % {"key": key}


def _reason(reason: Mapping[str, Any]) -> Iterator[str]:
    for language in ("en", "zh-hans"):
        if not isinstance(reason.get(language), str) or not reason[language].strip():
            yield _("the reason is missing in “%(language)s”.") % {"language": language}


def _undecided(rules: list[dict[str, Any]]) -> Iterator[str]:
    """Ask for a decision on every category, with and without what a caller may add."""
    whole = {"version": "", "rules": rules}
    for category in Category.values:
        for danger, extent, site, degrees in product(
            [None, *Danger.values], ["", *Extent.values], ["", "x"], [None, -5.0, 10.0, 15.0, 25.0]
        ):
            facts = Facts(category, [danger] if danger else [], extent, site, degrees)
            problem = _ask(lambda facts=facts: decide(facts, whole).priority, category, danger)  # type: ignore[misc]
            if problem:
                yield problem
                break


def _ask(priority_of: Callable[[], str], category: str, danger: str | None) -> str | None:
    word = dict(Category.choices)[category]
    try:
        priority = priority_of()
    except (ValueError, KeyError, TypeError):
        return _("No rule decides about “%(category)s”: the rules must end in one that always matches it.") % {
            "category": word
        }
    if danger in AT_ONCE and priority != Priority.P1:
        return _("“%(danger)s” must be %(priority)s, also for “%(category)s”.") % {
            "danger": dict(Danger.choices)[danger],
            "priority": Priority.P1,
            "category": word,
        }
    return None
