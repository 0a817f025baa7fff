// <place-search>: type-ahead over the network's places (the ARIA combobox pattern with a list).
// Inside: an input, and hidden inputs marked data-place="building|flat|branch". Fires "place-chosen" with the result.
import { get } from "./csrf_fetch.js";
import { say, sayMany } from "./words.js";

const WAIT_MS = 140;
const SHORTEST = 1;

let lists = 0;

/** Cut a label into parts that match what was typed and parts that do not. */
export function matchParts(label, typed) {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  if (!words.length) return [{ text: label, hit: false }];
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "gi");
  return label
    .split(pattern)
    .map((text, index) => ({ text, hit: index % 2 === 1 }))
    .filter((part) => part.text);
}

/** Which row the arrow keys lead to; -1 is the input itself. */
export function step(active, count, key) {
  if (count === 0) return -1;
  if (key === "ArrowDown") return (active + 1) % count;
  if (key === "ArrowUp") return active <= 0 ? count - 1 : active - 1;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : active;
}

const Base = globalThis.HTMLElement ?? class {};

export class PlaceSearch extends Base {
  connectedCallback() {
    if (this.input) return;
    this.input = this.querySelector("input:not([type=hidden])");
    if (!this.input) return;
    this.url = this.getAttribute("src") ?? "/api/places/";
    this.results = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.className = "combo-list";
    this.list.id = `places-${(lists += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", say("Places"));
    this.list.hidden = true;
    this.note = document.createElement("p");
    this.note.className = "visually-hidden";
    this.note.setAttribute("role", "status");
    this.classList.add("combo");
    this.append(this.list, this.note);
    const { input } = this;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.autocomplete = "off";
    input.addEventListener("input", (event) => this.typed(event));
    input.addEventListener("compositionend", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) this.choose(Number(row.dataset.index));
    });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  typed(event) {
    this.fill(null);
    if (!event.isComposing) this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), WAIT_MS);
  }

  async search() {
    const typed = this.input.value.trim();
    this.request?.abort();
    if (typed.length < SHORTEST) return this.close();
    const request = (this.request = new AbortController());
    this.list.setAttribute("aria-busy", "true");
    if (this.list.hidden) this.say(say("Looking…"));
    try {
      const answer = await get(`${this.url}?q=${encodeURIComponent(typed)}`, { signal: request.signal });
      if (request.signal.aborted) return undefined;
      this.results = answer.results ?? [];
      if (this.results.length) this.render(typed);
      else this.say(say("No such place in the network. Write it in words below."));
    } catch (refused) {
      if (refused.name === "AbortError") return undefined;
      this.results = [];
      this.say(refused.message, "urgent");
    } finally {
      if (this.request === request) this.list.removeAttribute("aria-busy");
    }
    return undefined;
  }

  render(typed) {
    this.list.replaceChildren(...this.results.map((result, index) => this.row(result, index, typed)));
    this.active = this.results.length ? 0 : -1;
    this.open();
    this.mark();
    this.note.textContent = sayMany("%(count)s place", "%(count)s places", this.results.length);
  }

  row(result, index, typed) {
    const row = document.createElement("li");
    row.className = "combo-option";
    row.id = `${this.list.id}-${index}`;
    row.dataset.index = index;
    row.setAttribute("role", "option");
    const label = document.createElement("span");
    label.className = "combo-label";
    for (const part of matchParts([result.label, result.flat].filter(Boolean).join(" "), typed)) {
      if (part.hit) label.append(Object.assign(document.createElement("mark"), { textContent: part.text }));
      else label.append(part.text);
    }
    const detail = document.createElement("span");
    detail.className = "combo-detail";
    detail.textContent = result.detail ?? "";
    row.append(label, detail);
    if (result.key_site) {
      const site = document.createElement("span");
      site.className = "mark combo-site";
      site.dataset.mark = "key-site";
      site.textContent = result.key_site;
      row.append(site);
    }
    return row;
  }

  say(text, tone = "") {
    const row = document.createElement("li");
    row.className = "combo-note";
    row.setAttribute("role", "presentation");
    if (tone) row.dataset.tone = tone;
    row.textContent = text;
    this.list.replaceChildren(row);
    this.active = -1;
    this.open();
    this.mark();
    this.note.textContent = text;
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
  }

  mark() {
    for (const [index, row] of [...this.list.children].entries()) {
      const here = index === this.active;
      if (row.getAttribute("role") === "option") row.setAttribute("aria-selected", String(here));
      if (here) row.scrollIntoView({ block: "nearest" });
    }
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden;
    if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      if (!open) this.search();
      else {
        this.active = step(this.active, this.results.length, event.key);
        this.mark();
      }
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Tab" && open && this.active >= 0) {
      this.choose(this.active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  choose(index) {
    const result = this.results[index];
    if (!result) return;
    if (!result.building) {
      // A community, a street or a station: taken as the beginning of the search for one of its buildings.
      this.input.value = `${result.label} `;
      this.search();
      return;
    }
    if (result.building == null) {
      // A community, street or station as a whole: take its name and go on to its buildings.
      this.input.value = `${result.label} `;
      this.search();
      return;
    }
    this.input.value = [result.label, result.flat].filter(Boolean).join(" ");
    this.fill(result);
    this.close();
    this.dispatchEvent(new CustomEvent("place-chosen", { bubbles: true, detail: result }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Put the chosen place (or nothing) into the hidden inputs. */
  fill(result) {
    for (const field of this.querySelectorAll("[data-place]")) field.value = result?.[field.dataset.place] ?? "";
    if (result) this.dataset.chosen = "true";
    else delete this.dataset.chosen;
  }
}

if (globalThis.customElements && !customElements.get("place-search")) customElements.define("place-search", PlaceSearch);
