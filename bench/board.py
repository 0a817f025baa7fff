"""The dispatch board with ten thousand open orders: its snapshot, the choice among a thousand crews, and the screen.

Snapshot and choice are measured in the process that answers; their limit is the same
statements sent with nothing around them. The screen is measured in Chromium: a change to
the list beside the same change to the state alone, the first row beside the arrival of
the page's last byte.
"""

import os
import random
import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from bench.duplicates import open_orders
from bench.figure import Figure, percentile
from bench.problem import BenchFailed
from bench.served import served
from bench.statements import in_turn
from bench.system import System

_ORDERS, _ORDERS_QUICK = 10_000, 2_000
_CREWS, _CREWS_QUICK = 1_000, 200
_ROUNDS, _ROUNDS_QUICK = 12, 3
_CHANGES, _CHANGES_QUICK = 2_000, 300
_LOADS, _LOADS_QUICK = 7, 2
_QUIET: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
# Orders change as they do on a day: another status, another deadline; each is applied and drawn at once.
_CHANGE: Final = """async (many) => {
  const { apply, fromSnapshot } = await import("/static/js/live/board_state.js");
  const { NONE } = await import("/static/js/live/filters.js");
  const snapshot = JSON.parse(document.getElementById("snapshot").textContent);
  const orders = snapshot.cards.filter((card) => card.type === "work_order");
  const list = document.querySelector("order-list");
  const statuses = ["triaged", "dispatched", "accepted", "en_route", "working", "done"];
  const heads = Object.fromEntries(Object.keys(snapshot.heads).map((board) => [board, 0]));
  const state = fromSnapshot({ ...snapshot, heads });
  list.showAll(state.cards.values(), NONE);
  const seq = new Map();
  const drawn = [];
  let seed = 7;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const frames = Array.from({ length: many }, (_, turn) => {
    const card = orders[random(orders.length)];
    const due = new Date(Date.now() + random(86400) * 1000).toISOString();
    const deadlines = [{ kind: "work_order.accept", due_at: due, started_at: card.logged_at, breached: false }];
    const now = { ...card, version: card.version + turn + 1, status: statuses[random(statuses.length)], deadlines };
    const board = card.place.branch;
    const next = (seq.get(board) ?? 0) + 1;
    seq.set(board, next);
    return { board, prev: next - 1, seq: next, subject: `work_order:${card.id}`, card: now };
  });
  for (const frame of frames) {
    const began = performance.now();
    list.show(apply(state, frame));
    list.draw();
    document.body.offsetHeight;
    drawn.push(performance.now() - began);
  }
  const other = fromSnapshot({ ...snapshot, heads });
  const began = performance.now();
  for (const frame of frames) apply(other, frame);
  const alone = (performance.now() - began) / many;
  return { drawn, alone, total: list.total, orders: orders.length, rows: list.querySelectorAll(".wo-row").length };
}"""
_FIRST_ROW: Final = """() => new Promise((done) => {
  const look = () => document.querySelector(".wo-row .wo-number")?.textContent
    ? requestAnimationFrame(() => done([performance.now(), performance.getEntriesByType("navigation")[0].responseEnd]))
    : requestAnimationFrame(look);
  look();
})"""


def measure(system: System) -> Iterator[Figure]:
    """Measure ``board.snapshot``, ``board.crews_p95``, ``board.change`` and ``board.first_row``.

    :raises BenchFailed: cards, crews or rows are missing
    """
    chance = random.Random(96069)
    orders = _ORDERS_QUICK if system.quick else _ORDERS
    open_orders(chance, orders)
    rounds = _ROUNDS_QUICK if system.quick else _ROUNDS
    yield _snapshot(orders, rounds)
    yield _crews(_CREWS_QUICK if system.quick else _CREWS, rounds)
    yield from _screen(system, orders, _session())


def _snapshot(orders: int, rounds: int) -> Figure:
    from heating_ops.journal.replay import snapshot
    from heating_ops.network.models import Branch

    slugs = [branch.board_slug for branch in Branch.objects.all()]
    if len(snapshot(slugs).cards) < orders:
        raise BenchFailed("the snapshot lacks cards")
    times = in_turn([lambda: snapshot(slugs)], rounds=rounds)
    value, limit = percentile(times.ours, 0.5), percentile(times.bare, 0.5)
    return Figure("board.snapshot", value, "ms", limit, rounds, less_is_better=True)


def _crews(many: int, rounds: int) -> Figure:
    from django.utils import timezone

    from heating_ops.crews.models import Crew, CrewShift
    from workorders.crew_choice.queries import choices_for
    from workorders.models import WorkOrder

    order = WorkOrder.objects.select_related("building__loop__station").exclude(branch=None).order_by("-pk")[0]
    branch_id = order.branch_id
    if branch_id is None:
        raise BenchFailed("no order has a branch")
    now = timezone.now()
    new = Crew.objects.bulk_create(
        Crew(
            branch_id=branch_id,
            name=f"bench {number}",
            skills=["heating", "pipe"],
            latitude=39.9 + number / 9_000,
            longitude=116.4,
            position_at=now,
        )
        for number in range(many)
    )
    hours = (now - timedelta(hours=2), now + timedelta(hours=9))
    CrewShift.objects.bulk_create(CrewShift(crew=crew, hours=hours) for crew in new)
    found = len(choices_for(order, branch_ids=None, now=now)[1])
    if found < many:
        raise BenchFailed(f"{found} of {many} crews were offered")
    times = in_turn([lambda: choices_for(order, branch_ids=None, now=now)], rounds=rounds * 4)
    value, limit = percentile(times.ours, 0.95), percentile(times.bare, 0.95)
    return Figure("board.crews_p95", value, "ms", limit, len(times.ours), less_is_better=True)


def _session() -> dict[str, str]:
    """A signed-in commander's cookie."""
    from django.conf import settings
    from django.test import Client

    from heating_ops.access.models import Role, User

    commander = User.objects.filter(role=Role.COMMANDER).order_by("pk").first()
    if commander is None:
        raise BenchFailed("the city has no commander")
    client = Client()
    client.force_login(commander, backend="django.contrib.auth.backends.ModelBackend")
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def _screen(system: System, orders: int, cookie: dict[str, str]) -> Iterator[Figure]:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise BenchFailed("the screen is measured in Chromium: set CHROMIUM to its path")
    with (
        served("heating_ops.asgi:application", system.environment, folder=system.folder, path="/healthz") as port,
        sync_playwright() as playwright,
    ):
        address = f"http://127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": address}])
        page = context.new_page()
        first: list[list[float]] = []
        for _load in range(1 + (_LOADS_QUICK if system.quick else _LOADS)):
            page.goto(f"{address}/board/?view=list", wait_until="commit")
            first.append(page.evaluate(_FIRST_ROW))
        seen: dict[str, Any] = page.evaluate(_CHANGE, _CHANGES_QUICK if system.quick else _CHANGES)
        browser.close()
    if seen["orders"] < orders or seen["total"] < orders or not 0 < seen["rows"] < 200:
        raise BenchFailed(f"the list shows {seen['total']} of {seen['orders']} orders in {seen['rows']} rows")
    # The first load fills the caches of the browser and of the server.
    row, page_end = ([each[place] for each in first[1:]] for place in (0, 1))
    yield Figure(
        "board.first_row", percentile(row, 0.5), "ms", percentile(page_end, 0.5), len(row), less_is_better=True
    )
    drawn = seen["drawn"]
    print(f"a change drawn: p99 {percentile(drawn, 0.99):.1f} ms, longest {max(drawn):.1f} ms", file=sys.stderr)
    yield Figure("board.change", sum(drawn) / len(drawn), "ms", seen["alone"], len(drawn), less_is_better=True)
