// A work-order card for tests, with changes.
export function aCard(id, changes = {}) {
  return {
    type: "work_order", id, number: `WO-${String(id).padStart(6, "0")}`, version: 1, status: "triaged", open: true,
    urgency: "urgent", priority: "P2", order_type: "leak", category: "leak", handling: "visit",
    place: { building: 5, label: "和平里七区 12号楼", flat: "", branch: "branch-1", branch_name: "东城分公司", station: "", certain: true },
    crew: null, reports: 1, external: null, key_site: "", deadlines: [], logged_at: "2026-01-10T08:00:00Z", stage_at: "2026-01-10T08:00:00Z",
    escalation_level: 0, returns: 0, suspended_reason: "", incident: "", ...changes,
  };
}

export const due = (iso, kind = "work_order.accept") => ({ kind, due_at: iso, started_at: "2026-01-10T08:00:00Z", breached: false });

export function aFrame(board, seq, card, changes = {}) {
  return { type: "event", epoch: "e1", board, prev: seq - 1, seq, at: "2026-01-10T08:00:00Z", kind: "work_order.changed", subject: `${card.type}:${card.id}`, card, data: {}, ...changes };
}
