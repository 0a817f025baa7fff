// The browser's half of the work-order card: the values for its slots, and filling a copy of the server's template.
// The server's half is heating_ops/ui/cards.py; a test holds the two equal.
import { say, sayMany, wordFor } from "../words.js";

/** Nobody is to be sent before somebody tried to help by telephone; or that was enough. */
function byTelephone(card) {
  if (card.guidance_until) return wordFor("handling", "remote_first");
  return card.guided === "solved_remotely" ? wordFor("guided", card.guided) : "";
}

/** How high it went, and whether somebody has it. */
function escalated({ escalation_level: level, escalation }) {
  if (!level) return "";
  if (escalation === "acknowledged") return say("escalated %(level)s×, taken", { level });
  if (escalation === "capped") return say("escalated %(level)s×, nothing moves", { level });
  return say("escalated %(level)s×", { level });
}

/** The values for every slot; an empty value hides its slot. */
export function viewOf(card, href) {
  const place = card.place ?? {};
  const first = card.deadlines?.[0] ?? null;
  // A label that ends with the flat gives it up, so that the flat stays on one line and is shown once.
  const number = card.number ?? "";
  const dash = number.lastIndexOf("-") + 1;
  const flat = place.flat ?? "";
  const label = flat && place.label?.endsWith(` ${flat}`) ? place.label.slice(0, -flat.length - 1) : place.label;
  return {
    id: card.id,
    version: card.version,
    href,
    number,
    number_prefix: number.slice(0, dash),
    number_rest: number.slice(dash),
    status: card.status,
    status_label: wordFor("status", card.status),
    urgency: card.urgency,
    urgency_label: wordFor("urgency", card.urgency),
    priority: card.priority,
    what: card.category ? wordFor("category", card.category) : wordFor("order_type", card.order_type),
    place: label || say("Place not known"),
    flat,
    unsure: place.certain === false ? say("place unsure") : "",
    where: [place.branch_name, place.station].filter(Boolean).join(" · "),
    handling: byTelephone(card),
    crew: card.crew?.name ?? "",
    reports: card.reports > 1 ? sayMany("%(count)s report", "%(count)s reports", card.reports) : "",
    external: card.external?.source ?? "",
    key_site: card.key_site ?? "",
    incident: card.incident || (card.handling === "incident_candidate" && card.open ? say("perhaps an incident") : ""),
    suspended: card.suspended_reason ? wordFor("suspended", card.suspended_reason) : "",
    escalated: escalated(card),
    supervised: card.supervision ? say("supervised") : "",
    chased: card.chases ? say("chased %(count)s×", { count: card.chases }) : "",
    returned: card.returns ? say("returned %(count)s×", { count: card.returns }) : "",
    deadline_kind: first ? wordFor("deadline", first.kind) : "",
    deadline_due: first?.due_at ?? "",
    deadline_started: first?.started_at ?? "",
    deadline_breached: Boolean(first?.breached),
  };
}

function set(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** Fill a card; only what differs is touched. */
export function fillCard(node, view) {
  for (const name of ["status", "urgency", "priority", "id", "version"]) set(node, `data-${name}`, String(view[name]));
  node.toggleAttribute("data-breached", view.deadline_breached);
  const slots = (node.slots ??= findSlots(node));
  set(slots.priority, "data-priority", view.priority);
  set(slots.status, "data-status", view.status);
  set(slots.link, "href", view.href);
  for (const [element, name] of slots.fields) {
    const text = String(view[name] ?? "");
    if (element.textContent !== text) element.textContent = text;
  }
  for (const [element, name] of slots.conditions) element.hidden = !view[name];
  set(slots.clock, "due", view.deadline_due);
  set(slots.clock, "started", view.deadline_started);
  set(slots.time, "datetime", view.deadline_due);
  return node;
}

function findSlots(node) {
  return {
    priority: node.querySelector(".priority"),
    status: node.querySelector(".status"),
    link: node.querySelector(".wo-number"),
    clock: node.querySelector("deadline-clock"),
    time: node.querySelector("time"),
    fields: [...node.querySelectorAll("[data-field]")].map((element) => [element, element.dataset.field]),
    conditions: [...node.querySelectorAll("[data-when]")].map((element) => [element, element.dataset.when]),
  };
}

/** Makes cards (or rows of a list) from the server's `<template>`; the blank one's link carries 0 where the number goes. */
export function cardMaker(template) {
  const blank = template.content.firstElementChild;
  const [before, after] = blank.querySelector(".wo-number").getAttribute("href").split("/0/");
  const address = (id) => `${before}/${id}/${after ?? ""}`;
  return {
    make: (card) => fillCard(document.importNode(blank, true), viewOf(card, address(card.id))),
    refill: (node, card) => fillCard(node, viewOf(card, address(card.id))),
    address,
  };
}
