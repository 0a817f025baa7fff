// <order-board>: the dispatch board's columns, drawn from the state. Cards are keyed; only what changed is touched,
// and a column draws its first cards only, more as it is scrolled.
import { serverNow } from "../clock.js";
import { byFirstDeadline, stageOf, STAGES } from "./board_state.js";
import { cardMaker } from "./card.js";
import { passes } from "./filters.js";
import { SortedCards } from "./sorted_cards.js";

const AT_FIRST = 40;
const MORE = 60;
const FLASH_MS = 2_600;

export class OrderBoard extends HTMLElement {
  connectedCallback() {
    if (this.columns) return;
    this.maker = cardMaker(document.getElementById("work-order-card"));
    this.columns = new Map();
    this.nodes = new Map();
    this.selected = null;
    const watcher = new IntersectionObserver((seen) => {
      for (const entry of seen) if (entry.isIntersecting) this.drawMore(this.columns.get(entry.target.dataset.more));
    }, { rootMargin: "600px" });
    for (const { name } of STAGES) {
      const section = this.querySelector(`[data-stage="${name}"]`);
      const end = document.createElement("li");
      end.className = "column-end";
      end.dataset.more = name;
      const list = section.querySelector(".column-cards");
      list.append(end);
      this.columns.set(name, { name, section, list, end, count: section.querySelector(".count"), cards: new SortedCards(byFirstDeadline), drawn: 0, shown: -1 });
      watcher.observe(end);
    }
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("keydown", (event) => this.keyed(event));
  }

  /** Draw everything anew: at the start, after a change of filters, after a reset. */
  showAll(cards, filters) {
    this.filters = filters;
    const sorted = new Map(STAGES.map(({ name }) => [name, []]));
    const now = serverNow();
    for (const card of cards) if (card.type === "work_order" && passes(card, filters, now)) sorted.get(stageOf(card)).push(card);
    this.nodes.clear();
    for (const column of this.columns.values()) {
      column.cards.fill(sorted.get(column.name));
      column.drawn = 0;
      column.list.replaceChildren(column.end);
      this.drawMore(column, AT_FIRST);
      this.label(column);
    }
  }

  /** How many orders are shown. */
  get total() {
    let total = 0;
    for (const column of this.columns.values()) total += column.cards.list.length;
    return total;
  }

  /** Draw one change as the state gave it. */
  show({ before, after }) {
    const card = after ?? before;
    if (card.type !== "work_order") return;
    const from = before && this.columns.get(stageOf(before));
    const to = after && passes(after, this.filters, serverNow()) ? this.columns.get(stageOf(after)) : null;
    const node = this.nodes.get(card.id) ?? null;
    const hadFocus = node?.contains(document.activeElement);
    if (from) this.take(from, before, to === null || to !== from);
    if (to) {
      this.put(to, after, node);
      if (to !== from) this.flash(after);
    }
    if (hadFocus && to) this.nodes.get(card.id)?.querySelector(".wo-number").focus({ preventScroll: true });
    if (from) this.label(from);
    if (to && to !== from) this.label(to);
    if (this.selected === card.id) this.announceSelection(after);
  }

  take(column, card, leaves) {
    const index = column.cards.take(card);
    if (index < 0 || index >= column.drawn) return;
    column.drawn -= 1;
    const node = this.nodes.get(card.id);
    this.nodes.delete(card.id);
    (node?.closest("li") ?? node)?.remove();
    if (leaves && column.drawn < column.cards.list.length) this.drawMore(column, 1);
  }

  put(column, card, node) {
    const index = column.cards.put(card);
    if (index > column.drawn || (index === column.drawn && column.drawn < column.cards.list.length - 1)) return;
    const row = this.row(card, node);
    column.list.insertBefore(row, column.list.children[index]);
    column.drawn += 1;
  }

  row(card, node = null) {
    const article = node ? this.maker.refill(node, card) : this.maker.make(card);
    article.toggleAttribute("data-selected", card.id === this.selected);
    article.toggleAttribute("data-guess", Boolean(card.guess));
    this.nodes.set(card.id, article);
    const row = document.createElement("li");
    row.append(article);
    return row;
  }

  drawMore(column, more = MORE) {
    const next = column.cards.list.slice(column.drawn, column.drawn + more);
    if (!next.length) return;
    const rows = document.createDocumentFragment();
    for (const card of next) rows.append(this.row(card));
    column.list.insertBefore(rows, column.end);
    column.drawn += next.length;
  }

  label(column) {
    const count = column.cards.list.length;
    if (column.shown === count) return;
    column.shown = count;
    column.count.textContent = count;
    column.section.toggleAttribute("data-empty", count === 0);
  }

  flash(card) {
    this.mark(card.id, card.urgency === "urgent" && stageOf(card) === "to_dispatch" ? "flash" : "changed");
  }

  /** Let a card show for a moment that something happened to it: "flash", "changed" or "refused". */
  mark(id, name) {
    const node = this.nodes.get(id);
    if (!node) return;
    node.dataset[name] = "";
    setTimeout(() => delete node.dataset[name], FLASH_MS);
  }

  // ---- choosing a card
  clicked(event) {
    const node = event.target.closest(".wo-card");
    if (!node || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.select(Number(node.dataset.id));
  }

  /** Choose a card (null for none) and tell the page. */
  select(id) {
    if (this.selected !== null) this.nodes.get(this.selected)?.removeAttribute("data-selected");
    this.selected = id;
    const node = id === null ? null : this.nodes.get(id);
    node?.setAttribute("data-selected", "");
    node?.querySelector(".wo-number").focus({ preventScroll: true });
    node?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.dispatchEvent(new CustomEvent("card-selected", { detail: { id } }));
  }

  announceSelection(after) {
    this.dispatchEvent(new CustomEvent("card-selected", { detail: { id: after ? after.id : null, gone: !after } }));
    if (!after) this.selected = null;
  }

  keyed(event) {
    const here = event.target.closest(".wo-card");
    if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
    const list = here.closest(".column-cards");
    const cards = [...list.querySelectorAll(".wo-card")];
    const index = cards.indexOf(here);
    let next = null;
    if (event.key === "ArrowDown") next = cards[index + 1];
    else if (event.key === "ArrowUp") next = cards[index - 1];
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") next = this.beside(list, index, event.key === "ArrowRight" ? 1 : -1);
    else return;
    event.preventDefault();
    if (next) this.select(Number(next.dataset.id));
  }

  beside(list, index, step) {
    const filled = [...this.columns.values()].filter((column) => column.drawn > 0);
    const column = filled[filled.findIndex((one) => one.list === list) + step];
    const cards = column?.list.querySelectorAll(".wo-card") ?? [];
    return cards[Math.min(index, cards.length - 1)] ?? null;
  }
}

if (!customElements.get("order-board")) customElements.define("order-board", OrderBoard);
