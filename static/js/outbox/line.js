// Is the server there? Known within three seconds, also when the browser believes itself online.

export const ASK_EVERY_MS = 1_500;
export const ANSWER_WITHIN_MS = 1_500;

/**
 * Watches the line. "there" and "away" only; what it hears by the way (the live socket, an answer to anything) counts.
 */
export class Line {
  /** @param {{ask: () => Promise<boolean>, onChange: (state: "there"|"away") => void, now: () => number}} world */
  constructor({ ask, onChange, now }) {
    Object.assign(this, { ask, onChange, now });
    this.state = "there";
    this.heardAt = now();
  }

  heard() {
    this.heardAt = this.now();
    this.become("there");
  }

  failed() {
    this.become("away");
  }

  become(state) {
    if (state === this.state) return;
    this.state = state;
    this.onChange(state);
  }

  /** Called again and again: asks when nothing was heard for a while, or when it is away. */
  async tick() {
    if (this.asking || (this.state === "there" && this.now() - this.heardAt < ASK_EVERY_MS)) return;
    this.asking = true;
    const there = await this.ask();
    this.asking = false;
    if (there) this.heard();
    else this.failed();
  }
}

/** Ask the server something that costs it nothing. */
export async function askServer(url, fetch = globalThis.fetch) {
  try {
    const answer = await fetch(url, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Watch in a browser: while the page can be seen. */
export function watchLine(url, onChange) {
  const line = new Line({ ask: () => askServer(url), onChange, now: () => Date.now() });
  const seen = () => document.visibilityState === "visible";
  setInterval(() => seen() && line.tick(), 500);
  addEventListener("offline", () => line.failed());
  addEventListener("online", () => line.tick());
  document.addEventListener("visibilitychange", () => seen() && line.tick());
  document.addEventListener("feed-status", (event) => event.detail.state === "live" && navigator.onLine && line.heard());
  if (!navigator.onLine) line.failed();
  return line;
}
