// The crew's list reads itself anew; without a connection it says from when it is.
import { refresh } from "./swap.js";

const EVERY_MS = 20_000;
const band = document.querySelector("[data-no-line]");

async function look() {
  const fetched = document.querySelector("[data-fetched]").textContent;
  const reached = await refresh();
  band.hidden = reached;
  if (!reached) band.querySelector("[data-as-of]").textContent = fetched;
}

setInterval(() => document.visibilityState === "visible" && look(), EVERY_MS);
addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
addEventListener("online", look);
addEventListener("offline", look);
addEventListener("pageshow", (event) => event.persisted && look());
