// What the operator sees of unsent and unfinished calls: rows under the header, made from the page's own templates.
import { sayTime } from "../clock.js";
import { say, sayMany } from "../words.js";
import { labelOf, ofOthers, REFUSED, toSend } from "./entries.js";

// A call that is answered at once shows no row; one that waits longer does.
const SHOWN_AFTER_MS = 1_500;

function words({ tail, place }) {
  return [tail, place].filter(Boolean).join(" · ");
}

export class View {
  constructor(section, user) {
    Object.assign(this, { section, user });
    this.current = null;
  }

  row(name, said = {}) {
    const row = this.section.querySelector(`template[data-row="${name}"]`).content.firstElementChild.cloneNode(true);
    for (const place of row.querySelectorAll("[data-say]")) place.textContent = said[place.dataset.say] ?? "";
    const danger = row.querySelector("[data-danger]");
    if (danger && said.danger) {
      danger.hidden = false;
      row.dataset.tone = "alarm";
    }
    return row;
  }

  /** @param {(entry: object) => Promise<object|null>} read the pairs of an own entry */
  async unsent(entries, read, { signedOut = false, now = Date.now() } = {}) {
    const rows = [];
    const mine = entries.filter((entry) => entry.user === this.user);
    if (signedOut && mine.length) rows.push(this.row("signed_out"));
    for (const entry of mine.sort((one, other) => one.at - other.at)) {
      if (entry.id === this.current || now - entry.at < SHOWN_AFTER_MS) continue;
      const pairs = await read(entry);
      const since = say("since %(time)s", { time: sayTime(entry.at) });
      const said = { since, label: pairs ? words(labelOf(pairs)) : "", danger: entry.danger, reason: entry.reason };
      const row = this.row(pairs === null ? "unreadable" : entry.state === REFUSED ? "refused" : "waiting", said);
      row.dataset.entry = entry.id;
      const open = row.querySelector("[data-open]");
      if (open) this.lead(open, entry, pairs);
      rows.push(row);
    }
    for (const other of ofOthers(entries, this.user)) {
      const counted = sayMany("%(count)s unsent call of another person:", "%(count)s unsent calls of another person:", other.count);
      const told = say("sent by itself when %(name)s signs in here.", { name: other.name });
      rows.push(this.row("others", { others: `${counted} ${told}`, danger: other.danger }));
    }
    this.put("[data-unsent]", rows);
    const waiting = toSend(entries, this.user).length;
    this.section.querySelector("[data-waiting]").textContent = waiting ? sayMany("%(count)s call waits.", "%(count)s calls wait.", waiting) : "";
  }

  lead(link, entry, pairs) {
    link.href = entry.location || this.formOf({ key: entry.id, ring: Number(new Map(pairs).get("ring")) || null });
    if (entry.location) link.textContent = say("Open the call");
  }

  formOf({ key, ring }) {
    return `${this.section.dataset.form}?${new URLSearchParams(ring ? { ring, draft: key } : { draft: key })}`;
  }

  unfinished(list) {
    const rows = list.map((one, place) => {
      const time = sayTime(one.parkedAt ?? one.began);
      const since = one.parked ? say("parked at %(time)s", { time }) : say("begun at %(time)s", { time });
      const row = this.row("unfinished", { since, label: words(labelOf(one.pairs)) });
      row.dataset.draft = one.key;
      const link = row.querySelector("[data-continue]");
      link.href = this.formOf(one);
      if (place === 0) {
        link.dataset.key = "Alt+U";
        link.setAttribute("aria-keyshortcuts", "Alt+U");
        const cap = document.createElement("kbd");
        cap.className = "keycap";
        cap.textContent = "Alt+U";
        cap.setAttribute("aria-hidden", "true");
        link.append(" ", cap);
      }
      return row;
    });
    this.section.querySelector("[data-unfinished]").hidden = rows.length === 0;
    this.section.querySelector("[data-count]").textContent = sayMany("%(count)s unfinished call", "%(count)s unfinished calls", rows.length);
    this.put("[data-list]", rows);
  }

  put(place, rows) {
    const box = this.section.querySelector(place);
    const same = box.childElementCount === rows.length && rows.every((row, index) => box.children[index].isEqualNode(row));
    if (!same) box.replaceChildren(...rows);
  }

  away(is) {
    this.section.querySelector("[data-away]").hidden = !is;
  }
}
