// The shift under the header. The server draws it; this fetches it anew when the hotline's board moves and every ten
// seconds besides, which is also how the server knows that this browser is there.
import { everySecond, serverNow, setServerTime } from "../clock.js";
import { get, post } from "../csrf_fetch.js";
import { browserWorld, Feed } from "../live/feed.js";
import { ageState } from "../live/freshness.js";
import { announce, toast } from "../toast.js";
import { say } from "../words.js";
import { seldom } from "./followed.js";

const BEAT_MS = 10_000;
const PAUSE_MS = 2_000;

/** How long since, as a desk reads it: 0:07, 12:40, 1:02:07. */
export function spanWords(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Whether an event of the board changes the line: not every word about an article or a call-back does. */
export function concerns({ kind }) {
  return ["ring.", "seat.", "call_back."].some((beginning) => kind.startsWith(beginning));
}

/** Draws the line and the seat's dialog; says how old what it shows is. */
export class ShiftLine {
  constructor(section, dialog) {
    Object.assign(this, { section, dialog, askedAt: -Infinity, readAt: null, turn: 0, drawn: 0 });
    this.line = section.querySelector("[data-line]");
    this.body = dialog.querySelector("[data-seat-body]");
    this.age = section.querySelector("[data-age]");
  }

  async refresh(fetch = globalThis.fetch) {
    const turn = (this.turn += 1);
    this.askedAt = Date.now();
    try {
      const answer = await fetch(this.section.dataset.url, { credentials: "same-origin", headers: { Accept: "text/html" }, cache: "no-store" });
      // Signed out, or no right any more: asking again would not help.
      if (answer.redirected || answer.status === 403) return true;
      if (!answer.ok) return false;
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
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const focus = this.section.contains(document.activeElement) ? (document.activeElement.getAttribute("href") ?? "button") : null;
    this.line.replaceChildren(...fresh.querySelector("[data-line]").childNodes);
    if (focus) this.line.querySelector(focus === "button" ? "button" : `a[href="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
    // What somebody is about to press stays where it is.
    if (!this.dialog.open) this.body.replaceChildren(...fresh.querySelector("[data-seat-body]").childNodes);
    this.readAt = Date.now();
    this.section.dataset.state = "live";
    const feed = fresh.getElementById("shift-feed");
    if (feed) this.onFeed?.(JSON.parse(feed.textContent));
    this.tick();
  }

  tick(now = serverNow()) {
    for (const place of this.line.querySelectorAll("[data-since]")) {
      const words = spanWords((now - Date.parse(place.dataset.since)) / 1000);
      if (place.textContent !== words) place.textContent = words;
    }
    if (this.readAt === null) return;
    const age = Date.now() - this.readAt;
    const state = ageState(age);
    this.section.dataset.state = state;
    this.age.hidden = state === "live";
    const seconds = Math.round(age / 1000);
    const words = state === "lost" ? say("no news for %(seconds)s s", { seconds }) : say("%(seconds)s s behind", { seconds });
    if (this.age.textContent !== words) this.age.textContent = words;
  }

  /** Send an act on the own seat. */
  async act(control) {
    if (control.getAttribute("aria-busy") === "true") return;
    control.setAttribute("aria-busy", "true");
    const body = {};
    if (control.dataset.reason) body.reason = control.dataset.reason;
    const label = control.elements?.seat?.value;
    if (label !== undefined) body.seat = label;
    try {
      await post(control.dataset.seatAct, body);
      this.dialog.close();
    } catch (refused) {
      toast(refused.message, { tone: "urgent" });
      announce(refused.message);
    } finally {
      control.removeAttribute("aria-busy");
    }
    await this.refresh();
  }
}

function follow(line) {
  const soon = seldom(() => line.refresh(), PAUSE_MS);
  const told = (frame) => concerns(frame) && soon();
  // A tab in the background has slow timers, but news arrive: each is an occasion to be heard of.
  const heard = () => Date.now() - line.askedAt >= BEAT_MS && line.refresh();
  let feed = null;
  // Where there is a telephone its strip follows the board already.
  document.addEventListener("hotline-told", (event) => told(event.detail));
  document.addEventListener("hotline-heard", heard);
  line.onFeed = ({ epoch, seq, board }) => {
    if (feed) return;
    feed = new Feed(
      {
        epoch,
        boards: { [board]: seq },
        socketUrl: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/boards/`,
        snapshotUrl: (slug) => `/api/boards/${encodeURIComponent(slug)}/`,
        onEvent: told,
        onSnapshot: soon,
        onStatus: heard,
        onTime: setServerTime,
      },
      browserWorld(get),
    );
    feed.start();
  };
  everySecond((now) => {
    line.tick(now);
    heard();
  });
  addEventListener("online", () => {
    feed?.wake();
    line.refresh();
  });
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && heard());
  addEventListener("pagehide", () => feed?.stop());
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    feed?.start();
    line.refresh();
  });
}

const section = globalThis.document?.getElementById("shift-line");
if (section) {
  const dialog = document.getElementById("seat-dialog");
  const line = new ShiftLine(section, dialog);
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-seat-act]");
    if (button) line.act(button);
  });
  dialog.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-seat-act]");
    if (!form) return;
    event.preventDefault();
    line.act(form);
  });
  dialog.addEventListener("close", () => line.refresh());
  follow(line);
  line.refresh();
}
