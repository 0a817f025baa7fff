// Says on a live screen when the clocks themselves are in trouble, or messages do not arrive: a missed step then shows
// up later than it should, or nobody hears of it.
import { say, sayMany } from "./words.js";

const EVERY_MS = 60_000;

/** What is wrong with the timers by the body of /healthz: the words for people, or nothing. */
export function trouble(health) {
  const timers = health?.parts?.timers;
  if (!timers) return "";
  if (timers.ok === false) {
    if (timers.late_seconds === undefined) return say("Nobody can say how late the clocks are.");
    return say("The clocks are %(seconds)s s late: missed steps are noticed later than they should.", { seconds: Math.round(timers.late_seconds) });
  }
  if (timers.failing > 0) return sayMany("%(count)s deadline fails and is tried again.", "%(count)s deadlines fail and are tried again.", timers.failing);
  return "";
}

/** How many messages do not arrive, in words, or nothing. */
export function unheard(health) {
  const count = health?.parts?.messages?.not_getting_through ?? 0;
  return count > 0 ? sayMany("%(count)s message does not get through.", "%(count)s messages do not get through.", count) : "";
}

/** Ask now and then every minute while the screen is looked at; without an answer nothing is said: the chip does that. */
export function watch(strip, { ask = () => fetch("/healthz"), later = setTimeout, seen = () => !document.hidden } = {}) {
  async function look() {
    if (seen()) {
      try {
        const health = await (await ask()).json();
        const words = [trouble(health), unheard(health)].filter(Boolean).join(" ");
        strip.querySelector("[data-words]").textContent = words;
        strip.hidden = words === "";
      } catch {
        // The server is away: the live chip says so.
      }
    }
    later(look, EVERY_MS);
  }
  return look();
}

if (globalThis.document) {
  const strip = document.querySelector("[data-clocks-late]");
  if (strip) watch(strip);
}
