// The operator's list: the boards tell that something happened to a call, and the page fetches itself anew.
import { setServerTime } from "../clock.js";
import { get } from "../csrf_fetch.js";
import { browserWorld, Feed } from "../live/feed.js";
import { refresh } from "./swap.js";

// A storm of calls must not become a storm of fetches: one every so often, not on the same beat everywhere.
const PAUSE_MS = 2_500;
const told = JSON.parse(document.getElementById("feed").textContent);
let waiting = false;
let lastAt = 0;

function soon() {
  if (waiting) return;
  waiting = true;
  const pause = Math.max(0, lastAt + PAUSE_MS - Date.now());
  setTimeout(async () => {
    waiting = false;
    lastAt = Date.now();
    if (!(await refresh())) soon();
  }, pause + (pause ? Math.random() * 500 : 60));
}

/** Whether an event changes this page: a call was taken, or an order began or stopped waiting for its call-back. */
export function concerns({ kind }) {
  return kind.startsWith("call.") || ["work_order.completed", "work_order.closed", "work_order.reopened"].includes(kind);
}

if (Object.keys(told.boards).length) {
  const feed = new Feed(
    {
      epoch: told.epoch,
      boards: told.boards,
      socketUrl: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/boards/`,
      snapshotUrl: (slug) => `/api/boards/${encodeURIComponent(slug)}/`,
      onEvent: (frame) => concerns(frame) && soon(),
      onSnapshot: soon,
      onStatus: (status) => document.dispatchEvent(new CustomEvent("feed-status", { detail: status })),
      onTime: setServerTime,
    },
    browserWorld(get),
  );
  feed.start();
  addEventListener("online", () => feed.wake());
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && feed.wake());
  addEventListener("pagehide", () => feed.stop());
  addEventListener("pageshow", (event) => event.persisted && feed.start());
}
