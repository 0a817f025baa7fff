// The dispatcher's board: state, feed and columns put together, with filters in the address and a panel for one order.
import { serverNow, setServerTime } from "./clock.js";
import "./crew_choice.js";
import { get, post } from "./csrf_fetch.js";
import { FilterBar } from "./board_filter_bar.js";
import { apply, fromSnapshot, keyOf, replaceBoard, stageOf } from "./live/board_state.js";
import { browserWorld, Feed } from "./live/feed.js";
import { counts, filtersFromQuery, NONE, queryWithFilters } from "./live/filters.js";
import { Guesses } from "./live/guesses.js";
import "./live/order_board.js";
import "./live/order_list.js";
import { sendMove } from "./moves.js";
import { showOrder } from "./order_panel.js";
import { SavedViews } from "./saved_views.js";
import { announce, toast } from "./toast.js";
import { say } from "./words.js";

const page = document.querySelector("[data-board-page]");
// Columns or list: both show the same state, and only the one in sight is drawn.
const looks = { "": page.querySelector("order-board"), list: page.querySelector("order-list") };
const COUNT_MS = 250;
const state = fromSnapshot(JSON.parse(document.getElementById("snapshot").textContent));
const guesses = new Guesses();
let filters = filtersFromQuery(location.search);
let look = lookFromQuery(location.search);
let board = looks[look];

function lookFromQuery(query) {
  return new URLSearchParams(query).get("view") === "list" ? "list" : "";
}

// ---- what is on the screen
let drawing = false;
let waiting = [];

function showCounts() {
  const now = counts(guesses.over(state.cards), filters, serverNow());
  // Time alone carries an order over its deadline: what a filter lets through then is drawn anew.
  if (!waiting.length && now.shown !== board.total) board.showAll(guesses.over(state.cards), filters);
  for (const place of page.querySelectorAll("[data-count]")) {
    write(place, now[place.dataset.count]);
    place.closest("[data-lit]")?.toggleAttribute("data-some", now[place.dataset.count] > 0);
  }
  for (const place of page.querySelectorAll("[data-stage-count]")) write(place, now.stages[place.dataset.stageCount]);
  page.querySelector("[data-filtered]").hidden = now.shown === now.whole;
  for (const [name, one] of Object.entries(looks)) one.hidden = name !== look || (now.shown === 0 && name === "");
  page.querySelector("[data-nothing=whole]").hidden = now.whole > 0;
  page.querySelector("[data-nothing=filtered]").hidden = now.whole === 0 || now.shown > 0;
}

function write(place, count) {
  const text = String(count);
  if (place.textContent !== text) place.textContent = text;
}

let counting = null;

/** Counting ten thousand cards takes longer than drawing one: four times a second is as quick as one reads. */
function countSoon() {
  counting ??= setTimeout(() => {
    counting = null;
    showCounts();
  }, COUNT_MS);
}

function drawSoon(change) {
  if (!change) return;
  waiting.push(guesses.overtaken(change));
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    drawWaiting();
    countSoon();
  });
}

function drawWaiting() {
  const changes = waiting;
  waiting = [];
  for (const one of changes) {
    board.show(one);
    if (!one.before && one.after?.urgency === "urgent") announce(say("New urgent order: %(number)s, %(place)s", { number: one.after.number, place: one.after.place?.label ?? "" }));
  }
}

/** Draw what was done here at once, on top of what came before it. */
function drawNow(change) {
  drawWaiting();
  if (change) board.show(change);
  showCounts();
}

function showAll() {
  drawWaiting();
  board.showAll(guesses.over(state.cards), filters);
  bar.show(filters);
  views.show();
  for (const link of page.querySelectorAll("[data-look]")) {
    if (link.dataset.look === look) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  showCounts();
}

/** Go to other filters, or another look; the browser's Back button comes here again. */
function goTo(query) {
  if (query !== location.search) history.pushState(null, "", `${location.pathname}${query}`);
  readAddress();
}

function readAddress() {
  filters = filtersFromQuery(location.search);
  const next = lookFromQuery(location.search);
  if (next !== look) {
    board.select(null);
    look = next;
    board = looks[look];
    for (const [name, one] of Object.entries(looks)) one.hidden = name !== look;
  }
  showAll();
}

function useFilters(change) {
  goTo(queryWithFilters(location.search, { ...filters, ...change }));
}

function useLook(name) {
  const query = new URLSearchParams(location.search);
  if (name) query.set("view", name);
  else query.delete("view");
  const text = query.toString();
  goTo(text ? `?${text}` : "");
}

const bar = new FilterBar(page, useFilters);
const views = new SavedViews(page, JSON.parse(document.getElementById("saved-views").textContent), { query: () => location.search, open: goTo });
page.querySelector("[data-filter-menu]").addEventListener("toggle", (event) => {
  if (!event.target.open) return;
  bar.offer(state.cards.values());
  event.target.querySelector("select").focus();
});
page.querySelector("[data-views-menu]").addEventListener("toggle", (event) => event.target.open && event.target.querySelector("a, button:not([hidden])")?.focus());
for (const link of page.querySelectorAll("[data-look]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    useLook(link.dataset.look);
  });
}
page.querySelector("[data-turn-look]").addEventListener("click", () => useLook(look ? "" : "list"));
page.querySelector("[data-all-orders]").addEventListener("click", () => useFilters(NONE));
addEventListener("popstate", readAddress);
for (const [name, one] of Object.entries(looks)) one.hidden = name !== look;
showAll();
setInterval(showCounts, 1000);

// ---- what is new
const band = page.querySelector("[data-feed-band]");
const feed = new Feed(
  {
    epoch: state.epoch,
    boards: Object.fromEntries([...state.boards].map(([slug, one]) => [slug, one.seq])),
    socketUrl: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${page.dataset.socket}`,
    snapshotUrl: (slug) => page.dataset.snapshots.replace("SLUG", encodeURIComponent(slug)),
    onEvent: (frame) => drawSoon(apply(state, frame)),
    onSnapshot: (snapshot) => {
      replaceBoard(state, snapshot);
      showAll();
    },
    onStatus: (status) => {
      document.dispatchEvent(new CustomEvent("feed-status", { detail: status }));
      band.hidden = status.state !== "lost" && status.state !== "signed_out";
      band.querySelector("[data-band=lost]").hidden = status.state !== "lost";
      band.querySelector("[data-band=signed_out]").hidden = status.state !== "signed_out";
    },
    onTime: setServerTime,
  },
  browserWorld(get),
);
if (state.boards.size) feed.start();
addEventListener("online", () => feed.wake());
addEventListener("visibilitychange", () => document.visibilityState === "visible" && feed.wake());
addEventListener("pagehide", () => feed.stop());
addEventListener("pageshow", (event) => event.persisted && feed.start());

// ---- one order
const side = page.querySelector("[data-side]");
const crewDialog = document.getElementById("assign-crew");
let chosen = null;

function chose({ detail }) {
  chosen = detail.id;
  const card = chosen === null ? null : state.cards.get(keyOf({ type: "work_order", id: chosen }));
  page.toggleAttribute("data-with-side", Boolean(card));
  side.hidden = !card;
  if (card) showOrder(side, card, board.maker.address(card.id));
  else if (detail.gone) {
    chosen = null;
    crewDialog?.close();
    toast(say("This order was closed a moment ago."));
  }
  const action = side.querySelector("[data-opens=assign-crew]");
  if (card && action) action.hidden = stageOf(card) !== "to_dispatch" && stageOf(card) !== "sent";
}
for (const one of Object.values(looks)) one.addEventListener("card-selected", chose);
side.querySelector("[data-side-close]").addEventListener("click", () => board.select(null));

crewDialog?.addEventListener("opened", () => {
  const card = state.cards.get(keyOf({ type: "work_order", id: chosen }));
  crewDialog.querySelector("[data-order]").textContent = card ? `${card.number} · ${card.place?.label ?? ""}` : "";
  // Another crew instead of the one that was sent: that one is told why.
  const reason = crewDialog.querySelector("[data-reason]");
  reason.hidden = !card || stageOf(card) === "to_dispatch";
  reason.querySelector("input").disabled = reason.hidden;
  if (card) crewDialog.querySelector("crew-choice").begin(`${page.dataset.orders}${card.id}/crews/`);
});
crewDialog?.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const card = state.cards.get(keyOf({ type: "work_order", id: chosen }));
  const picked = form.querySelector("input[name=crew]:checked");
  if (!card || !picked) return;
  const crew = { id: Number(picked.value), name: picked.closest("label").querySelector(".crew-name").textContent };
  crewDialog.close();
  send(card, crew, new FormData(form).get("reason"));
});

/** Send a crew: the board shows it at once, and takes it back in sight of everybody here when the server refuses. */
async function send(card, crew, reason) {
  const noun = stageOf(card) === "sent" ? "reassignment" : "dispatch";
  const key = keyOf(card);
  drawNow(guesses.begin(key, card, { ...card, status: "dispatched", crew }));
  try {
    const now = await sendMove(`${page.dataset.orders}${card.id}/${noun}/`, { version: card.version, crew_id: crew.id, ...(noun === "reassignment" && { reason }) }, post);
    drawNow(guesses.confirmed(key, now));
    toast(say("%(number)s sent: %(crew)s", { number: card.number, crew: crew.name }), { tone: "ok" });
  } catch (refused) {
    drawNow(guesses.refused(key, state.cards.get(key) ?? null));
    board.mark(card.id, "refused");
    toast(refused.message, { tone: "urgent", title: say("%(number)s was not sent", { number: card.number }) });
  }
}
