// <deadline-clock due="…" started="…">: what is left, and a bar of the share used, once a second.
import { everySecond, sayTime } from "./clock.js";
import { sayLeft, shareUsed } from "./deadline.js";

export class DeadlineClock extends HTMLElement {
  static observedAttributes = ["due", "started"];

  connectedCallback() {
    this.stop ??= everySecond((now) => this.show(now));
  }

  disconnectedCallback() {
    this.stop?.();
    this.stop = null;
  }

  attributeChangedCallback() {
    this.due = Date.parse(this.getAttribute("due"));
    this.started = Date.parse(this.getAttribute("started"));
    if (this.isConnected && this.stop) {
      this.lastText = null;
      this.stop();
      this.stop = everySecond((now) => this.show(now));
    }
  }

  show(now) {
    if (Number.isNaN(this.due)) return;
    const text = sayLeft(this.due, now);
    if (text === this.lastText) return;
    this.lastText = text;
    const { used, level } = shareUsed(this.started, this.due, now);
    const place = this.querySelector(".clock-left");
    if (place) {
      place.textContent = text;
      if (place.title === "" || this.shownDue !== this.due) {
        place.title = sayTime(this.due, { dateStyle: "medium", timeStyle: "medium" });
        this.shownDue = this.due;
      }
    }
    this.style.setProperty("--used", used.toFixed(3));
    if (this.dataset.level !== level) this.dataset.level = level;
  }
}

if (!customElements.get("deadline-clock")) customElements.define("deadline-clock", DeadlineClock);
