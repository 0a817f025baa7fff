// The telephone under the header. The server draws it; this fetches it anew when the hotline's board moves, and sends what is pressed.
import { everySecond, setServerTime } from "../clock.js";
import { get, post } from "../csrf_fetch.js";
import { browserWorld, Feed } from "../live/feed.js";
import { announce, toast } from "../toast.js";
import { say } from "../words.js";
import { seldom } from "./followed.js";

const PAUSE_MS = 400;

/** How long since, as a telephone shows it: 0:07, 12:40. */
export function sinceWords(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Draws the strip and keeps what the person was doing in it: an open list, a reason half typed, the focus. */
export class Strip {
  constructor(section) {
    this.section = section;
    this.rows = section.querySelector("[data-rings]");
    this.asked = new Set(); // rings whose taking over needs a reason
    this.drawn = 0;
  }

  async refresh(fetch = globalThis.fetch) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const answer = await fetch(this.section.dataset.url, { credentials: "same-origin", headers: { Accept: "text/html" }, cache: "no-store" });
      if (!answer.ok || answer.redirected) return answer.status === 403 || answer.redirected;
      const html = await answer.text();
      // A slow answer never overwrites a newer one.
      if (turn > this.drawn) {
        this.drawn = turn;
        this.draw(html);
      }
      return true;
    } catch {
      return false;
    }
  }

  draw(html) {
    const before = this.ringing();
    const open = [...this.rows.querySelectorAll("details[open]")].map((one) => one.dataset.keepsOpen);
    const typed = new Map([...this.rows.querySelectorAll("[data-reason]")].map((field) => [field.dataset.reason, field.value]));
    const focus = this.focused();
    const fresh = new DOMParser().parseFromString(html, "text/html");
    this.rows.replaceChildren(...fresh.body.childNodes);
    for (const one of this.rows.querySelectorAll("details")) one.open = open.includes(one.dataset.keepsOpen);
    for (const field of this.rows.querySelectorAll("[data-reason]")) field.value = typed.get(field.dataset.reason) ?? "";
    this.section.hidden = this.rows.childElementCount === 0 && this.rows.textContent.trim() === "";
    this.showReasons();
    this.tick(this.now);
    if (focus) this.rows.querySelector(focus)?.focus({ preventScroll: true });
    const added = [...this.ringing()].some((ring) => !before.has(ring));
    if (added) announce(say("The telephone rings"));
  }

  ringing() {
    return new Set([...this.rows.querySelectorAll('[data-state="ringing"]')].map((row) => row.dataset.ring));
  }

  /** The same control in the next drawing, if the cursor stands in the strip. */
  focused() {
    const active = this.section.ownerDocument.activeElement;
    if (!this.rows.contains(active)) return null;
    if (active.dataset.reason) return `[data-reason="${CSS.escape(active.dataset.reason)}"]`;
    if (active.dataset.act) return `[data-act="${CSS.escape(active.dataset.act)}"]`;
    return active.matches("summary") ? "summary" : null;
  }

  ask(ring) {
    this.asked.add(ring);
    this.showReasons();
    this.rows.querySelector(`[data-reason="${CSS.escape(ring)}"]`)?.focus();
  }

  showReasons() {
    for (const label of this.rows.querySelectorAll("[data-reason-of]")) label.hidden = !this.asked.has(label.dataset.reasonOf);
  }

  tick(now) {
    this.now = now ?? Date.now();
    for (const place of this.rows.querySelectorAll("[data-since]")) {
      const words = sinceWords((this.now - Date.parse(place.dataset.since)) / 1000);
      if (place.textContent !== words) place.textContent = words;
    }
  }

  /** Send what a button says; answering and taking lead to the call form. */
  async press(button) {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    const { act, then, asks, reached } = button.dataset;
    const body = {};
    if (asks) body.reason = this.rows.querySelector(`[data-reason="${CSS.escape(asks)}"]`)?.value ?? "";
    if (reached) body.reached = reached === "true";
    try {
      await post(act, body);
      if (then) {
        location.assign(then);
        return;
      }
    } catch (refused) {
      if (refused.code === "already_yours" && then) {
        location.assign(then);
        return;
      }
      const asksForReason = asks && (refused.code === "reason_needed" || refused.code === "called_by_somebody");
      toast(refused.message, { tone: asksForReason ? "info" : "urgent" });
      announce(refused.message);
      if (asksForReason) this.ask(asks);
    } finally {
      button.removeAttribute("aria-busy");
    }
    await this.refresh();
  }
}

function follow(strip, told) {
  const soon = seldom(() => strip.refresh(), PAUSE_MS);
  const stale = strip.section.querySelector("[data-rings-stale]");
  const feed = new Feed(
    {
      epoch: told.epoch,
      boards: told.boards,
      socketUrl: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/boards/`,
      snapshotUrl: (slug) => `/api/boards/${encodeURIComponent(slug)}/`,
      onEvent: (frame) => {
        if (frame.kind.startsWith("ring.")) soon();
        document.dispatchEvent(new CustomEvent("hotline-told", { detail: frame }));
      },
      onSnapshot: soon,
      onStatus: ({ state }) => {
        document.dispatchEvent(new CustomEvent("hotline-heard", { detail: { state } }));
        const lost = state === "lost" || state === "signed_out";
        stale.hidden = !lost;
        if (lost) strip.section.hidden = false;
        else if (!strip.rows.textContent.trim()) strip.section.hidden = true;
      },
      onTime: setServerTime,
    },
    browserWorld(get),
  );
  feed.start();
  addEventListener("online", () => feed.wake());
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && feed.wake());
  addEventListener("pagehide", () => feed.stop());
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    feed.start();
    soon();
  });
}

const section = globalThis.document?.getElementById("ring-strip");
if (section) {
  const strip = new Strip(section);
  section.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) strip.press(button);
  });
  section.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-reason]")) return;
    event.preventDefault();
    const button = section.querySelector(`[data-asks="${CSS.escape(event.target.dataset.reason)}"]`);
    if (button) strip.press(button);
  });
  everySecond((now) => strip.tick(now));
  follow(strip, JSON.parse(document.getElementById("ring-feed").textContent));
}
