// The supervisor's shift: follows the hotline's board, ticks, and shows another day or hours as soon as they are chosen.
import { everySecond } from "../clock.js";
import { followBoards, toldBy } from "./followed.js";
import { spanWords } from "./shift_line.js";

const PAUSE_MS = 3_000;
const STILL_MS = 15_000;

function tick(now) {
  for (const place of document.querySelectorAll(".shift-page [data-since]")) {
    const words = spanWords((now - Date.parse(place.dataset.since)) / 1000);
    if (place.textContent !== words) place.textContent = words;
  }
}

const nav = document.querySelector("[data-shift-nav]");
nav?.addEventListener("change", () => nav.reportValidity() && nav.submit());

const told = toldBy();
if (told) {
  const soon = followBoards({ ...told, kinds: "" }, { pauseMs: PAUSE_MS });
  // A browser that falls silent tells nobody: look now and then although nothing was heard.
  setInterval(soon, STILL_MS);
}
document.addEventListener("swapped", () => tick(Date.now()));
everySecond(tick);
