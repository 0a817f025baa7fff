// A file that is being taken: look again every other second until it is done.
import { refresh } from "./swap.js";

const PAUSE_MS = 2_000;

async function look() {
  await refresh();
  if (document.querySelector("[data-running]")) setTimeout(look, PAUSE_MS);
}

setTimeout(look, PAUSE_MS);
