// Saved views of the board: a name for the filters in the address, one's own and those shared with one's role.
import { post, refusalFrom, csrfToken } from "./csrf_fetch.js";
import { announce } from "./toast.js";
import { say } from "./words.js";

const ADDRESS = "/api/board-views/";

export class SavedViews {
  /**
   * @param {HTMLElement} page
   * @param {object[]} views as the page brought them
   * @param {{query: () => string, open: (query: string) => void}} board what is shown now, and the way to show a view
   */
  constructor(page, views, board) {
    Object.assign(this, { page, views, board });
    this.menu = page.querySelector("[data-views-menu]");
    this.list = page.querySelector("[data-views]");
    this.blank = page.querySelector("template[data-view]").content.firstElementChild;
    this.dialog = document.getElementById("save-view");
    this.form = this.dialog.querySelector("form");
    this.dialog.addEventListener("opened", () => {
      this.menu.open = false;
      this.dialog.querySelector("[data-view-query]").textContent = decodeURIComponent(board.query().slice(1)).replaceAll("&", " · ") || say("No filter is in force.");
      this.refuse("");
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.show();
  }

  show() {
    const here = new URLSearchParams(this.board.query()).toString();
    this.page.querySelector("[data-no-views]").hidden = this.views.length > 0;
    this.list.replaceChildren(...this.views.map((view) => this.row(view, here)));
  }

  row(view, here) {
    const item = document.importNode(this.blank, true);
    const link = item.querySelector("a");
    link.href = `?${view.query}`;
    if (view.query === here) link.setAttribute("aria-current", "true");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.menu.open = false;
      this.board.open(`?${view.query}`);
    });
    item.querySelector("[data-view-name]").textContent = view.name;
    item.querySelector("[data-view-from]").textContent = view.own ? (view.shared_with ? say("shared") : "") : say("from %(name)s", { name: view.owner });
    const forget = item.querySelector("[data-forget]");
    forget.hidden = !view.own;
    forget.addEventListener("click", () => this.forget(view));
    return item;
  }

  async save() {
    const said = { name: this.form.elements.name.value, query: this.board.query(), shared_with: this.form.elements.shared_with?.value ?? "" };
    try {
      const view = await post(ADDRESS, said);
      this.views = [...this.views.filter((one) => one.id !== view.id), view].sort((a, b) => a.name.localeCompare(b.name));
      this.form.reset();
      this.dialog.close();
      this.show();
      announce(say("Saved as %(name)s.", { name: view.name }));
    } catch (refused) {
      this.refuse(refused.message);
    }
  }

  async forget(view) {
    const answer = await fetch(`${ADDRESS}${view.id}/`, { method: "DELETE", credentials: "same-origin", headers: { "X-CSRFToken": csrfToken() } }).catch(() => null);
    if (!answer?.ok) announce(refusalFrom(answer?.status ?? 0, null).message);
    else this.views = this.views.filter((one) => one.id !== view.id);
    this.show();
    this.menu.querySelector("summary").focus();
  }

  refuse(words) {
    const place = this.form.querySelector("[data-refusal]");
    place.textContent = words;
    place.hidden = !words;
  }
}
