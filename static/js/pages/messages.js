// Messages under way: fetched anew every few seconds, unless somebody has an account of the attempts open.
import { refresh } from "./swap.js";

const EVERY_MS = 5_000;

async function look() {
  if (document.visibilityState === "visible" && !document.querySelector(".tries[open]")) await refresh();
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
