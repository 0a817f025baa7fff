// One's own ways: while a test is under way its states are fetched anew, until it is done.
import { refresh } from "./swap.js";

const EVERY_MS = 1_500;

async function look() {
  if (document.querySelector("[data-under-way]") && document.visibilityState === "visible") await refresh();
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
