"""Taking a call over HTTP: triage, an order with its deadlines, the journal, the answer.

The limit is a Django view without rules, serializers, permissions or journal code
that sends the same statements, recorded from the real path, in one transaction, and
is served in the same way. Rounds of both alternate, so that a neighbour's noise
meets both.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from bench.calls import Caller, Calls
from bench.figure import Figure, middle, percentile
from bench.http_client import Outcome
from bench.load import send
from bench.problem import BenchFailed
from bench.recorded import Recording, record, written
from bench.served import served
from bench.system import System
from heating_ops.local.processes import APPLICATION

_BUILDINGS = 60
_CONNECTIONS = 16
_RATE = 50.0
_WARM_UP = 300


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often each side is measured, and with how many calls."""

    throughput: int
    throughput_calls: int
    steady: int
    steady_calls: int


_FULL = Rounds(throughput=7, throughput_calls=2000, steady=4, steady_calls=750)
_QUICK = Rounds(throughput=2, throughput_calls=600, steady=1, steady_calls=250)


def measure(system: System) -> Iterator[Figure]:
    """Measure ``intake.throughput`` and ``intake.p99_at_50``.

    :raises BenchFailed: a call was lost, refused, or did not open an order
    """
    rounds = _QUICK if system.quick else _FULL
    caller = _caller()
    recording = record(Calls(caller).bodies(_BUILDINGS), token=caller.token)
    _say_how_many(recording)
    file = system.folder / "recorded.json"
    file.write_text(written(recording), encoding="utf-8")
    ours = system.environment
    bares = {**ours, "DJANGO_SETTINGS_MODULE": "bench.bare.settings", "BENCH_RECORDING": str(file)}
    with ExitStack() as stack:
        real = stack.enter_context(served(APPLICATION, ours, folder=system.folder, path="/healthz"))
        bare = stack.enter_context(served("bench.bare.asgi:application", bares, folder=system.folder, path="/"))
        calls = _CheckedCalls(caller)
        for port in (real, bare, real, bare):
            calls.send(port, _WARM_UP)
        yield _throughput(calls, real, bare, rounds)
        yield _answer_time(calls, real, bare, rounds)


def _throughput(calls: "_CheckedCalls", real: int, bare: int, rounds: Rounds) -> Figure:
    speeds: dict[int, list[float]] = {real: [], bare: []}
    for _round in range(rounds.throughput):
        for port in (real, bare):
            outcome = calls.send(port, rounds.throughput_calls)
            speeds[port].append(rounds.throughput_calls / outcome.seconds)
    count = rounds.throughput * rounds.throughput_calls
    return Figure("intake.throughput", middle(speeds[real]), "calls/s", middle(speeds[bare]), count)


def _answer_time(calls: "_CheckedCalls", real: int, bare: int, rounds: Rounds) -> Figure:
    times: dict[int, list[float]] = {real: [], bare: []}
    for _round in range(rounds.steady):
        for port in (real, bare):
            times[port] += calls.send(port, rounds.steady_calls, rate=_RATE).milliseconds
    p99 = {port: percentile(found, 0.99) for port, found in times.items()}
    return Figure("intake.p99_at_50", p99[real], "ms", p99[bare], len(times[real]), less_is_better=True)


class _CheckedCalls:
    """Sends calls and counts in the database that each was stored and opened an order."""

    def __init__(self, caller: Caller) -> None:
        self._calls = Calls(caller)
        # The flats of the recording have orders already.
        for _taken in self._calls.bodies(_BUILDINGS):
            pass

    def send(self, port: int, number: int, *, rate: float = 0.0) -> Outcome:
        before = _stored()
        outcome = send(self._calls.requests(number), port=port, connections=_CONNECTIONS, expected=201, rate=rate)
        after = _stored()
        if any(now - then != number for then, now in zip(before, after, strict=True)):
            raise BenchFailed(f"{number} calls were answered; calls, orders, events went from {before} to {after}")
        return outcome


def _stored() -> tuple[int, int, int]:
    """Calls, orders, and events of calls in the journal."""
    from heating_ops.journal.models import Event
    from hotline.models import Call
    from workorders.models import WorkOrder

    return Call.objects.count(), WorkOrder.objects.count(), Event.objects.filter(kind="call.logged").count()


def _caller() -> Caller:
    """An operator, and buildings that lie spread over every branch."""
    from rest_framework.authtoken.models import Token

    from heating_ops.access.models import Role, User
    from heating_ops.network.models import Branch, Building

    branches = list(Branch.objects.all())
    each = -(-_BUILDINGS // len(branches))
    buildings: list[int] = []
    for place in range(each):
        for branch in branches:
            here = Building.objects.filter(loop__station__branch=branch, key_sites__isnull=True).order_by("pk")
            buildings.append(here.values_list("pk", flat=True)[place * here.count() // each])
    user = User.objects.create(username="bench", role=Role.OPERATOR, password="!")
    return Caller(Token.objects.create(user=user).key, buildings[:_BUILDINGS])


def _say_how_many(recording: Recording) -> None:
    counts = sorted({len(statements) for statements in recording.calls.values()})
    print(f"intake: {'–'.join(map(str, counts))} statements a call, besides BEGIN and COMMIT", file=sys.stderr)
