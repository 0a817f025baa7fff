// The filters of the board in words: links, fields and a row of chips, so that nothing is hidden without being said.
import { choices, inForce } from "./live/filters.js";

export class FilterBar {
  /**
   * @param {HTMLElement} page
   * @param {(change: object) => void} use takes filters that change: name → value, "" for none
   */
  constructor(page, use) {
    this.page = page;
    this.use = use;
    this.filters = {};
    this.chips = page.querySelector("[data-chips]");
    this.chip = page.querySelector("template[data-chip]").content.firstElementChild;
    page.addEventListener("click", (event) => this.clicked(event));
    page.addEventListener("change", (event) => {
      const field = event.target;
      if (field.matches("[data-filter-field]")) use({ [field.name]: field.type === "checkbox" && !field.checked ? "" : field.value });
    });
  }

  clicked(event) {
    const link = event.target.closest("[data-filter]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [name, value] = link.dataset.filter.split("=");
    this.use({ [name]: this.filters[name] === value ? "" : value });
  }

  /** Show which filters are in force. */
  show(filters) {
    this.filters = filters;
    for (const link of this.page.querySelectorAll("[data-filter]")) {
      const [name, value] = link.dataset.filter.split("=");
      if ((filters[name] ?? "") === value) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const field of this.page.querySelectorAll("[data-filter-field]")) {
      if (field.type === "checkbox") field.checked = Boolean(filters[field.name]);
      else {
        this.keep(field, filters[field.name]);
        field.value = filters[field.name];
      }
    }
    const names = inForce(filters);
    this.chips.hidden = names.length === 0;
    this.chips.replaceChildren(...names.map((name) => this.chipFor(name, filters[name])));
  }

  /** Let the choices be what the cards bring: crews, incidents and sources with how many orders each has. */
  offer(cards) {
    for (const [name, found] of Object.entries(choices(cards))) {
      const field = this.page.querySelector(`[data-choices="${name}"]`);
      for (const old of field.querySelectorAll("[data-found]")) old.remove();
      for (const { value, label, count } of found) this.add(field, value, `${label} (${count})`, label);
      this.keep(field, this.filters[name]);
      field.value = this.filters[name];
    }
  }

  /** A value from an address is kept although no card has it: it is in force all the same. */
  keep(field, value) {
    if (value && ![...field.options].some((option) => option.value === value)) this.add(field, value, value, value);
  }

  add(field, value, text, label) {
    const option = new Option(text, value);
    option.dataset.found = label;
    field.add(option);
  }

  chipFor(name, value) {
    const item = document.importNode(this.chip, true);
    const field = this.page.querySelector(`[data-filter-field][name="${name}"]`);
    const link = this.page.querySelector(`[data-filter="${CSS.escape(name)}=${CSS.escape(value)}"]`);
    const option = field?.options && [...field.options].find((one) => one.value === value);
    const heading = field && this.page.querySelector(`label[for="${field.id}"]`)?.textContent;
    item.querySelector(".chip-name").textContent = field?.type === "checkbox" ? "" : heading ?? "";
    item.querySelector(".chip-value").textContent = option?.dataset.found ?? option?.textContent ?? link?.dataset.words ?? link?.textContent.replace(/\d+\s*/, "").trim() ?? heading ?? value;
    item.querySelector("button").addEventListener("click", () => this.use({ [name]: "" }));
    return item;
  }
}
