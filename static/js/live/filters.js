// What of the board is shown: filters that live in the address, and counts of what they let through and of the whole.
import { isAlone, isBreached, STAGES, stageOf } from "./board_state.js";

/** Every filter: what stands under its name in the address, and whether a card passes a value of it. */
const TESTS = {
  branch: (card, value) => card.place?.branch === value,
  urgency: (card, value) => card.urgency === value,
  stage: (card, value) => stageOf(card) === value,
  type: (card, value) => card.order_type === value,
  crew: (card, value) => (value === "none" ? !card.crew : String(card.crew?.id) === value),
  incident: (card, value) => card.incident === value,
  source: (card, value) => card.external?.source === value,
  key: (card) => Boolean(card.key_site),
  attention: (card, value, now) => (value === "breached" ? isBreached(card, now) : value !== "alone" || isAlone(card)),
};

export const FILTERS = Object.keys(TESTS);

/** No filter at all. */
export const NONE = Object.freeze(Object.fromEntries(FILTERS.map((name) => [name, ""])));

/** Filters from the address of the page; what is not ours is left out. */
export function filtersFromQuery(query) {
  const given = new URLSearchParams(query);
  return Object.fromEntries(FILTERS.map((name) => [name, given.get(name) ?? ""]));
}

/** The query of an address for these filters, keeping what else stands in it. */
export function queryWithFilters(query, filters) {
  const params = new URLSearchParams(query);
  for (const name of FILTERS) {
    if (filters[name]) params.set(name, filters[name]);
    else params.delete(name);
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The names of the filters that are in force. */
export function inForce(filters) {
  return FILTERS.filter((name) => filters[name]);
}

/** Whether a card passes all filters. */
export function passes(card, filters, now) {
  for (const name of FILTERS) if (filters[name] && !TESTS[name](card, filters[name], now)) return false;
  return true;
}

/**
 * What the strip above the board says: of what is shown, and of the whole.
 *
 * @returns {{shown: number, whole: number, breached: number, alone: number, incidents: number, stages: Object<string, number>}}
 */
export function counts(cards, filters, now) {
  const result = { shown: 0, whole: 0, urgent: 0, breached: 0, alone: 0, incidents: 0, stages: Object.fromEntries(STAGES.map((stage) => [stage.name, 0])) };
  for (const card of cards) {
    if (card.type === "incident") {
      result.incidents += 1;
      continue;
    }
    // Planned stops and alarms of a community stand on their branch's board as well, and are no work of it.
    if (card.type !== "work_order") continue;
    result.whole += 1;
    if (card.urgency === "urgent") result.urgent += 1;
    if (isBreached(card, now)) result.breached += 1;
    if (isAlone(card)) result.alone += 1;
    if (!passes(card, filters, now)) continue;
    result.shown += 1;
    result.stages[stageOf(card)] += 1;
  }
  return result;
}

/**
 * What can be chosen, from the cards that are there: crews, incidents and sources, each with how many orders it has.
 *
 * @returns {{crew: {value: string, label: string, count: number}[], incident: object[], source: object[]}}
 */
export function choices(cards) {
  const found = { crew: new Map(), incident: new Map(), source: new Map() };
  const count = (name, value, label) => {
    const known = found[name].get(value) ?? { value, label, count: 0 };
    known.count += 1;
    found[name].set(value, known);
  };
  for (const card of cards) {
    if (card.type !== "work_order") continue;
    if (card.crew) count("crew", String(card.crew.id), card.crew.name);
    if (card.incident) count("incident", card.incident, card.incident);
    if (card.external?.source) count("source", card.external.source, card.external.source);
  }
  return Object.fromEntries(Object.entries(found).map(([name, values]) => [name, [...values.values()].sort((a, b) => a.label.localeCompare(b.label))]));
}
