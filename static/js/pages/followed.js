// A page drawn by the server that follows boards: when one of them tells of something that concerns it, it fetches itself anew.
import { setServerTime } from "../clock.js";
import { get } from "../csrf_fetch.js";
import { browserWorld, Feed } from "../live/feed.js";
import { refresh } from "./swap.js";

/** Whether an event concerns a page that names subjects ("incident:4") or the beginning of kinds ("incident."). */
export function concerns(frame, { subjects, kinds }) {
  if (subjects) return subjects.includes(frame.subject);
  return kinds ? frame.kind.startsWith(kinds) : true;
}

/** Run an act soon, at most once every so often, and once more when it was asked for meanwhile. */
export function seldom(act, pauseMs, { now = Date.now, after = setTimeout, jitter = Math.random } = {}) {
  let [waiting, lastAt] = [false, -Infinity];
  return function soon() {
    if (waiting) return;
    waiting = true;
    const pause = Math.max(0, lastAt + pauseMs - now());
    after(async () => {
      waiting = false;
      lastAt = now();
      if (!(await act())) soon();
    }, pause ? pause + jitter() * 300 : 40);
  };
}

/**
 * Follow the boards a page names in its `feed` block.
 *
 * @param {() => Promise<boolean>} act fetch what changed; false when the server could not be asked
 * @param {(frame: object) => boolean} matters whether an event changes this page
 * @returns {() => void} fetch now, for a page that just did something itself
 */
export function followBoards(told, { act = refresh, pauseMs = 1_000, page = document, matters = (frame) => concerns(frame, told) } = {}) {
  const soon = seldom(act, pauseMs);
  if (!told || !Object.keys(told.boards).length) return soon;
  const band = page.querySelector("[data-feed-band]");
  const feed = new Feed(
    {
      epoch: told.epoch,
      boards: told.boards,
      socketUrl: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/boards/`,
      snapshotUrl: (slug) => `/api/boards/${encodeURIComponent(slug)}/`,
      onEvent: (frame) => matters(frame) && soon(),
      onSnapshot: soon,
      onStatus: (status) => {
        page.dispatchEvent(new CustomEvent("feed-status", { detail: status }));
        if (!band) return;
        band.hidden = status.state !== "lost" && status.state !== "signed_out";
        for (const one of band.querySelectorAll("[data-band]")) one.hidden = one.dataset.band !== status.state;
      },
      onTime: setServerTime,
    },
    browserWorld(get),
  );
  feed.start();
  addEventListener("online", () => feed.wake());
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && feed.wake());
  addEventListener("pagehide", () => feed.stop());
  addEventListener("pageshow", (event) => event.persisted && feed.start());
  return soon;
}

/** What the page's `feed` block says, or null. */
export function toldBy(page = document) {
  const block = page.getElementById("feed");
  return block ? JSON.parse(block.textContent) : null;
}
