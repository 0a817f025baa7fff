// <scene-clock since="…" until="…">: how long it has been running, once a second; it stands still when there is an end.
import { everySecond } from "../clock.js";

const two = (n) => String(n).padStart(2, "0");

/** A running time as a commander reads it: 0:04:05, and with days 2 d 03:04:05. */
export function runningTime(ms, day = "d") {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const rest = `${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`;
  return days ? `${days} ${day} ${two(hours)}:${rest}` : `${hours}:${rest}`;
}

const Base = globalThis.HTMLElement ?? class {};

export class SceneClock extends Base {
  static observedAttributes = ["since", "until"];

  connectedCallback() {
    this.read();
    this.stop ??= everySecond((now) => this.show(now));
  }

  disconnectedCallback() {
    this.stop?.();
    this.stop = null;
  }

  attributeChangedCallback() {
    this.read();
  }

  read() {
    this.since = Date.parse(this.getAttribute("since"));
    this.until = Date.parse(this.getAttribute("until"));
  }

  show(now) {
    if (Number.isNaN(this.since)) return;
    const text = runningTime((Number.isNaN(this.until) ? now : this.until) - this.since, globalThis.gettext?.("d") ?? "d");
    if (text !== this.textContent) this.textContent = text;
  }
}

if (globalThis.customElements && !customElements.get("scene-clock")) customElements.define("scene-clock", SceneClock);
