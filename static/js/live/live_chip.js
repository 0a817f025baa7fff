// <live-chip>: how fresh this screen is, in words: "live · 1 s". Listens to "feed-status" on the document.
import { everySecond } from "../clock.js";
import { say } from "../words.js";
import { ageState } from "./freshness.js";

export class LiveChip extends HTMLElement {
  connectedCallback() {
    this.heard = null;
    this.transport = "socket";
    this.over = false;
    this.onStatus = (event) => {
      this.heard = event.detail.heardAt ?? this.heard;
      this.transport = event.detail.transport;
      this.over = event.detail.state === "signed_out";
      this.show();
    };
    document.addEventListener("feed-status", this.onStatus);
    this.stop = everySecond(() => this.show());
  }

  disconnectedCallback() {
    document.removeEventListener("feed-status", this.onStatus);
    this.stop?.();
  }

  show() {
    if (this.heard === null && !this.over) return;
    const age = Date.now() - (this.heard ?? 0);
    const state = this.over ? "signed_out" : ageState(age);
    const seconds = Math.max(1, Math.round(age / 1000));
    const text = {
      signed_out: () => say("signed out"),
      lost: () => say("no news for %(seconds)s s", { seconds }),
      late: () => say("%(seconds)s s behind", { seconds }),
      live: () => (this.transport === "poll" ? say("live by polling · %(seconds)s s", { seconds }) : say("live · %(seconds)s s", { seconds })),
    }[state]();
    if (this.dataset.state !== state) this.dataset.state = state;
    const place = this.querySelector(".live-chip-text");
    if (place && place.textContent !== text) place.textContent = text;
  }
}

if (!customElements.get("live-chip")) customElements.define("live-chip", LiveChip);
