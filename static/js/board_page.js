// The dispatcher's board: state, feed and columns put together, with filters in the address and a panel for one order.
import { serverNow, setServerTime } from "./clock.js";
import "./crew_choice.js";
import { get, post } from "./csrf_fetch.js";
import { apply, counts, filtersFromQuery, fromSnapshot, keyOf, queryWithFilters, replaceBoard, stageOf } from "./live/board_state.js";
import { browserWorld, Feed } from "./live/feed.js";
import { Guesses } from "./live/guesses.js";
import "./live/order_board.js";
import { sendMove } from "./moves.js";
import { showOrder } from "./order_panel.js";
import { announce, toast } from "./toast.js";
import { say } from "./words.js";

const page = document.querySelector("[data-board-page]");
const board = page.querySelector("order-board");
const state = fromSnapshot(JSON.parse(document.getElementById("snapshot").textContent));
const guesses = new Guesses();
let filters = filtersFromQuery(location.search);

// ---- what is on the screen
let drawing = false;
let waiting = [];

function showCounts() {
  const now = counts(state.cards.values(), filters, serverNow());
  for (const place of page.querySelectorAll("[data-count]")) {
    const text = String(now[place.dataset.count]);
    if (place.textContent !== text) place.textContent = text;
    place.closest("[data-lit]")?.toggleAttribute("data-some", text !== "0");
  }
  page.querySelector("[data-filtered]").hidden = now.shown === now.whole;
  board.hidden = now.shown === 0;
  page.querySelector("[data-nothing=whole]").hidden = now.whole > 0;
  page.querySelector("[data-nothing=filtered]").hidden = now.whole === 0 || now.shown > 0;
}

function drawSoon(change) {
  if (!change) return;
  waiting.push(guesses.overtaken(change));
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    drawWaiting();
    showCounts();
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

function showFilters() {
  for (const link of page.querySelectorAll("[data-filter]")) {
    const [name, value] = link.dataset.filter.split("=");
    if ((filters[name] ?? "") === value) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const field of page.querySelectorAll("select[data-filter-field]")) field.value = filters[field.name];
}

function useFilters(next, { remember = true } = {}) {
  filters = { ...filters, ...next };
  if (remember) history.replaceState(null, "", `${location.pathname}${queryWithFilters(location.search, filters)}`);
  board.showAll(guesses.over(state.cards), filters);
  showFilters();
  showCounts();
}

page.querySelector("[data-all-orders]").addEventListener("click", () => useFilters({ branch: "", urgency: "", attention: "" }));
page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-filter]");
  if (!link) return;
  event.preventDefault();
  const [name, value] = link.dataset.filter.split("=");
  useFilters({ [name]: filters[name] === value ? "" : value });
});
page.addEventListener("change", (event) => {
  if (event.target.matches("select[data-filter-field]")) useFilters({ [event.target.name]: event.target.value });
});
useFilters({}, { remember: false });
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
      useFilters({}, { remember: false });
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

board.addEventListener("card-selected", ({ detail }) => {
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
});
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
