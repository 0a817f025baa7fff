// The panel of what the desk knows: search, results and an article over any page; Escape leads back to the form.
import { say } from "../words.js";

const WAIT_MS = 160;

/** Fetches fragments of the knowledge pages into the panel; a slow answer never overwrites a newer one. */
export class KnowledgePanel {
  constructor(dialog) {
    this.dialog = dialog;
    this.address = dialog.querySelector("[data-knowledge]").dataset.knowledge;
    this.words = dialog.querySelector("input");
    this.reading = dialog.querySelector("[data-knowledge-reading]");
    this.turn = 0;
  }

  search() {
    return this.show(`${this.address}?${new URLSearchParams({ panel: "", q: this.words.value })}`);
  }

  open(href) {
    if (!this.dialog.open) this.dialog.showModal();
    return this.show(`${href}?panel`);
  }

  async show(url, fetch = globalThis.fetch) {
    const turn = (this.turn += 1);
    let html = null;
    try {
      const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) html = await answer.text();
    } catch {
      html = null;
    }
    if (turn !== this.turn) return;
    if (html === null) this.reading.textContent = say("No connection to the server.");
    else this.reading.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  }
}

const dialog = globalThis.document?.getElementById("knowledge-dialog");
if (dialog) {
  const panel = new KnowledgePanel(dialog);
  let timer = null;
  panel.words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => panel.search(), WAIT_MS);
  });
  panel.words.addEventListener("keydown", (event) => {
    const first = panel.reading.querySelector("a[data-article]");
    if (event.key !== "Enter" || event.isComposing || !first) return;
    event.preventDefault();
    panel.open(first.getAttribute("href"));
  });
  dialog.addEventListener("opened", () => {
    panel.words.select();
    panel.search();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-article]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    panel.open(link.getAttribute("href"));
  });
}
