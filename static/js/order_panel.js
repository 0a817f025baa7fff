// The panel beside the board: what is known about the chosen order, from its card.
import { sayTime } from "./clock.js";
import { viewOf } from "./live/card.js";
import { wordFor } from "./words.js";

/** Fill the panel's slots from a card. */
export function showOrder(panel, card, href) {
  const view = { ...viewOf(card, href), logged: sayTime(card.logged_at), stage: sayTime(card.stage_at) };
  for (const place of panel.querySelectorAll("[data-slot]")) {
    const text = String(view[place.dataset.slot] ?? "");
    if (place.textContent !== text) place.textContent = text;
    const row = place.closest("[data-row]");
    if (row) row.hidden = text === "";
  }
  for (const link of panel.querySelectorAll("[data-order-link]")) link.href = href;
  for (const name of ["priority", "urgency", "status"]) {
    for (const mark of panel.querySelectorAll(`[data-mark-of="${name}"]`)) mark.setAttribute(`data-${name}`, card[name]);
  }
  const list = panel.querySelector("[data-deadlines]");
  const blank = panel.querySelector("template[data-deadline]").content;
  const key = card.deadlines.map((row) => row.kind + row.due_at).join();
  if (list.dataset.shown === key) return;
  list.dataset.shown = key;
  list.replaceChildren(
    ...card.deadlines.map((row) => {
      const item = document.importNode(blank, true).firstElementChild;
      const clock = item.querySelector("deadline-clock");
      clock.setAttribute("due", row.due_at);
      clock.setAttribute("started", row.started_at ?? "");
      item.querySelector(".clock-kind").textContent = wordFor("deadline", row.kind);
      item.querySelector("time").setAttribute("datetime", row.due_at);
      return item;
    }),
  );
}
