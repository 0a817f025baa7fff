// <crew-choice>: the crews for an order, best first, each with its reasons and what speaks against it. 1–9 choose, Enter sends.
import { get } from "./csrf_fetch.js";
import { say, sayMany } from "./words.js";

const TYPED_MS = 180;
const KEYS = 9;
const TONES = { free: ["ok", "disc"], sent: ["info", "ring"], en_route: ["info", "diamond"], on_site: ["warn", "diamond"], off: ["hold", "ring"] };

/** What one row says, from one crew of the answer. */
export function rowOf(crew, place) {
  const [tone, shape] = TONES[crew.doing] ?? TONES.off;
  return {
    id: crew.id,
    key: place < KEYS ? String(place + 1) : "",
    name: crew.name,
    branch: crew.branch_name,
    doing: crew.doing_name,
    tone,
    shape,
    // "Free" stands beside the name already.
    reasons: crew.reasons.filter((one) => one.code !== "free").map((one) => one.words).join(" · "),
    doubts: crew.doubts.map((one) => one.words).join(" · "),
    maySend: crew.may_be_sent,
    proposed: crew.proposed,
  };
}

export class CrewChoice extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector("[data-crew-list]");
    this.search = this.querySelector("[data-crew-search]");
    this.blank = this.querySelector("template").content.firstElementChild;
    this.asked = 0;
    this.search.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.load(), TYPED_MS);
    });
    this.search.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.chosenOrFirst()?.focus();
    });
    this.list.addEventListener("change", (event) => event.target.focus());
    // A key struck before the list is there counts once it is.
    this.closest("dialog")?.addEventListener("keydown", (event) => {
      if (this.list.getAttribute("aria-busy") === "true" && /^[1-9]$/.test(event.key) && event.target !== this.search) this.early = Number(event.key);
    });
  }

  /** Show the crews of this order; nothing of the order before stays. */
  begin(url = this.dataset.url) {
    this.dataset.url = url;
    this.search.value = "";
    this.early = null;
    this.list.replaceChildren();
    this.list.tabIndex = -1;
    this.list.focus();
    return this.load({ first: true });
  }

  async load({ first = false } = {}) {
    const turn = (this.asked += 1);
    this.list.setAttribute("aria-busy", "true");
    const typed = this.search.value.trim();
    try {
      const found = await get(`${this.dataset.url}?search=${encodeURIComponent(typed)}`);
      if (turn !== this.asked) return;
      this.show(found, typed);
      if (first && document.activeElement !== this.search) this.chosenOrFirst()?.focus();
    } catch (refused) {
      if (turn === this.asked) this.note(refused.message);
    } finally {
      if (turn === this.asked) this.list.setAttribute("aria-busy", "false");
    }
  }

  show({ order, total, results }, typed) {
    this.list.replaceChildren(...results.map((crew, place) => this.row(rowOf(crew, place))));
    this.querySelector("[data-crew-none]").hidden = results.length > 0 || typed !== "";
    this.querySelector("[data-crew-nobody]").hidden = results.length > 0 || typed === "";
    const needs = this.querySelector("[data-crew-needs]");
    needs.hidden = order.needs.length === 0;
    needs.querySelector("[data-needs]").textContent = order.needs.join(" · ");
    const more = total - results.length;
    this.note(more > 0 ? sayMany("%(count)s more crew: find it by its name.", "%(count)s more crews: find them by name.", more) : "");
    const early = this.early && this.list.querySelector(`input[data-key="${this.early}"]:enabled`);
    this.early = null;
    if (early) early.checked = true;
  }

  note(text) {
    const place = this.querySelector("[data-crew-more]");
    place.textContent = text;
    place.hidden = !text;
  }

  row(view) {
    const item = document.importNode(this.blank, true);
    const radio = item.querySelector("input");
    Object.assign(radio, { name: this.dataset.name, value: view.id, disabled: !view.maySend, checked: view.proposed });
    const cap = item.querySelector("kbd");
    if (view.key && view.maySend) {
      radio.dataset.key = view.key;
      radio.setAttribute("aria-keyshortcuts", view.key);
      cap.textContent = view.key;
      cap.hidden = false;
    }
    item.querySelector(".crew-name").textContent = view.name;
    item.querySelector(".crew-branch").textContent = view.branch;
    const doing = item.querySelector(".crew-doing");
    doing.dataset.tone = view.tone;
    doing.querySelector(".shape").dataset.shape = view.shape;
    doing.querySelector("[data-doing]").textContent = view.doing;
    item.querySelector(".crew-why").textContent = view.reasons;
    const doubts = item.querySelector(".crew-why-not");
    doubts.textContent = view.doubts;
    doubts.hidden = !view.doubts;
    if (view.proposed) item.dataset.proposed = say("Proposed");
    return item;
  }

  chosenOrFirst() {
    return this.list.querySelector("input:checked") ?? this.list.querySelector("input:enabled");
  }
}

if (globalThis.customElements && !customElements.get("crew-choice")) customElements.define("crew-choice", CrewChoice);
