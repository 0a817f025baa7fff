// The bell in the header: asks every few seconds what is unread, shows the count, and sounds once for what is urgent.
import { get } from "../csrf_fetch.js";
import { toast, announce } from "../toast.js";
import { say, sayMany } from "../words.js";
import { ring, soundIsOn } from "./inbox_sound.js";

const EVERY_MS = 8_000;
const SPREAD_MS = 2_000;
const RUNG = "inbox-rung";
const KNOWN = "inbox-known";

/** How the count is written: nothing for none, and never wider than its place. */
export function countWords(unread) {
  if (!unread) return "";
  return unread > 99 ? "99+" : String(unread);
}

/** Whether something urgent is new, so that it is told once in this browser, whatever number of pages is open. */
export function isNews(badge, rung) {
  return badge.newest_urgent > rung;
}

function kept(store, name) {
  try {
    return Number(store.getItem(name)) || 0;
  } catch {
    return 0;
  }
}

function keep(store, name, value) {
  try {
    store.setItem(name, String(value));
  } catch {
    // A browser that keeps nothing rings once a page.
  }
}

/** Draws the bell, and tells the document with "inbox-moved" when the count is another than before. */
export class Bell {
  constructor(link, { local = globalThis.localStorage, session = globalThis.sessionStorage } = {}) {
    Object.assign(this, { link, local, session, etag: null, rung: 0, badge: null });
    this.count = link.querySelector("[data-bell-count]");
    try {
      const known = JSON.parse(session.getItem(KNOWN) ?? "null");
      if (known) this.draw(known);
    } catch {
      // The first answer draws it.
    }
  }

  async look(fetch = globalThis.fetch) {
    const headers = { Accept: "application/json" };
    if (this.etag) headers["If-None-Match"] = this.etag;
    try {
      const answer = await fetch(this.link.dataset.url, { credentials: "same-origin", headers, cache: "no-store" });
      // Signed out: asking again would not help.
      if (answer.status === 401 || answer.status === 403) return false;
      if (answer.status === 304 || !answer.ok) return true;
      this.etag = answer.headers.get("ETag");
      await this.take(await answer.json());
    } catch {
      // No connection: the next look may have one.
    }
    return true;
  }

  async take(badge) {
    const before = this.badge;
    this.draw(badge);
    keep(this.session, KNOWN, JSON.stringify(badge));
    const rung = Math.max(this.rung, kept(this.local, RUNG));
    if (isNews(badge, rung)) {
      this.rung = badge.newest_urgent;
      keep(this.local, RUNG, badge.newest_urgent);
      await this.tell(badge.newest_urgent);
    }
    if (before && (before.unread !== badge.unread || before.newest !== badge.newest)) document.dispatchEvent(new CustomEvent("inbox-moved", { detail: badge }));
  }

  draw(badge) {
    this.badge = badge;
    const words = countWords(badge.unread);
    this.count.textContent = words;
    this.count.hidden = !words;
    this.link.toggleAttribute("data-urgent", badge.urgent > 0);
    const said = badge.unread ? sayMany("%(count)s unread message", "%(count)s unread messages", badge.unread) : say("Nothing unread");
    const urgent = badge.urgent ? `, ${sayMany("%(count)s of them urgent", "%(count)s of them urgent", badge.urgent)}` : "";
    this.link.setAttribute("aria-label", `${say("Inbox")}: ${said}${urgent}`);
    this.link.title = `${said}${urgent}`;
  }

  async tell(id) {
    if (soundIsOn()) ring();
    try {
      const notice = await get(`${this.link.dataset.one}${id}/`);
      const note = toast(notice.body, { title: notice.title, tone: "urgent" });
      if (note) {
        const open = document.createElement("a");
        open.href = `${this.link.getAttribute("href")}${id}/`;
        open.textContent = say("Open");
        note.querySelector(".toast-text").append(" ", open);
      }
      announce(notice.title);
    } catch {
      // The count says it too.
    }
  }
}

const link = globalThis.document?.getElementById("inbox-bell");
if (link) {
  const bell = new Bell(link);
  const again = async () => {
    if (await bell.look()) setTimeout(again, EVERY_MS + Math.random() * SPREAD_MS);
  };
  again();
  addEventListener("online", () => bell.look());
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && bell.look());
  addEventListener("pageshow", (event) => event.persisted && bell.look());
}
