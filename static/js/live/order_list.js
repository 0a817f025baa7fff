// <order-list>: open orders in dense rows, what breaches first on top. Only the rows in sight exist, however many there are.
import { serverNow } from "../clock.js";
import { byFirstDeadline } from "./board_state.js";
import { cardMaker } from "./card.js";
import { passes } from "./filters.js";
import { SortedCards } from "./sorted_cards.js";

const BEYOND = 8;
const FLASH_MS = 2_600;

export class OrderList extends HTMLElement {
  connectedCallback() {
    if (this.cards) return;
    this.maker = cardMaker(document.getElementById("work-order-row"));
    this.cards = new SortedCards(byFirstDeadline);
    this.known = new Map();
    this.marks = new Map();
    this.rows = [];
    this.selected = null;
    this.pane = this.querySelector("[data-pane]");
    this.body = this.querySelector("[data-rows]");
    this.grid = this.querySelector("[role=grid]");
    this.height = 0;
    this.pane.addEventListener("scroll", () => this.drawSoon(), { passive: true });
    new ResizeObserver(() => this.drawSoon()).observe(this.pane);
    this.body.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("keydown", (event) => this.keyed(event));
  }

  /** How many orders are shown. */
  get total() {
    return this.cards.list.length;
  }

  /** Draw everything anew: at the start, after a change of filters, after a reset. */
  showAll(cards, filters) {
    this.filters = filters;
    const now = serverNow();
    const shown = [];
    for (const card of cards) if (card.type === "work_order" && passes(card, filters, now)) shown.push(card);
    this.cards.fill(shown);
    this.known = new Map(shown.map((card) => [card.id, card]));
    this.draw();
  }

  /** Take one change as the state gave it; what is in sight is drawn with the next frame. */
  show({ before, after }) {
    const card = after ?? before;
    if (card.type !== "work_order") return;
    const old = this.known.get(card.id);
    if (old) this.cards.take(old);
    this.known.delete(card.id);
    if (after && passes(after, this.filters, serverNow())) {
      this.cards.put(after);
      this.known.set(after.id, after);
      if (!before || before.status !== after.status) this.mark(after.id, after.urgency === "urgent" && !before ? "flash" : "changed");
    }
    this.drawSoon();
    if (this.selected === card.id) {
      this.dispatchEvent(new CustomEvent("card-selected", { detail: { id: after ? after.id : null, gone: !after } }));
      if (!after) this.selected = null;
    }
  }

  /** Let a row show for a moment that something happened to it: "flash", "changed" or "refused". */
  mark(id, name) {
    this.marks.set(id, name);
    setTimeout(() => {
      this.marks.delete(id);
      this.drawSoon();
    }, FLASH_MS);
    this.drawSoon();
  }

  drawSoon() {
    if (this.waits) return;
    this.waits = true;
    requestAnimationFrame(() => {
      this.waits = false;
      this.draw();
    });
  }

  /** Put the rows in sight in their places; a row whose card is the same is not touched. */
  draw() {
    if (!this.pane.clientHeight) return;
    this.height ||= this.measure();
    const list = this.cards.list;
    const whole = `${list.length * this.height}px`;
    if (this.body.style.blockSize !== whole) {
      this.body.style.blockSize = whole;
      this.grid.setAttribute("aria-rowcount", String(list.length + 1));
    }
    const first = Math.max(0, Math.floor(this.pane.scrollTop / this.height) - BEYOND);
    const last = Math.min(list.length, Math.ceil((this.pane.scrollTop + this.pane.clientHeight) / this.height) + BEYOND);
    const wanted = list.slice(first, last);
    const ids = new Set(wanted.map((card) => card.id));
    const kept = new Map();
    const spare = [];
    for (const row of this.rows) {
      if (ids.has(row.card?.id)) kept.set(row.card.id, row);
      else spare.push(row);
    }
    this.rows = wanted.map((card, index) => this.place(kept.get(card.id) ?? spare.pop() ?? this.newRow(card), card, first + index));
    for (const row of spare) row.remove();
  }

  measure() {
    const row = document.importNode(document.getElementById("work-order-row").content.firstElementChild, true);
    this.body.append(row);
    const { height } = row.getBoundingClientRect();
    row.remove();
    return height || 36;
  }

  newRow(card) {
    const row = this.maker.make(card);
    this.body.append(row);
    return row;
  }

  place(row, card, index) {
    if (row.card !== card) this.maker.refill(row, card);
    row.card = card;
    if (row.index !== index) {
      row.index = index;
      row.style.transform = `translateY(${index * this.height}px)`;
      row.setAttribute("aria-rowindex", String(index + 2));
    }
    const chosen = card.id === this.selected;
    row.setAttribute("aria-selected", String(chosen));
    row.toggleAttribute("data-guess", Boolean(card.guess));
    const mark = this.marks.get(card.id);
    for (const name of ["flash", "changed", "refused"]) row.toggleAttribute(`data-${name}`, mark === name);
    const link = row.querySelector(".wo-number");
    link.tabIndex = chosen || (this.selected === null && index === 0) ? 0 : -1;
    if (chosen && this.takeFocus) {
      this.takeFocus = false;
      link.focus({ preventScroll: true });
    }
    return row;
  }

  // ---- choosing a row
  clicked(event) {
    const row = event.target.closest(".wo-row");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.select(row.card.id);
  }

  /** Choose an order (null for none), bring it into sight and tell the page. */
  select(id) {
    this.selected = id;
    this.takeFocus = id !== null;
    const card = id === null ? null : this.known.get(id);
    if (card) this.bringIntoSight(this.cards.place(card));
    this.draw();
    this.dispatchEvent(new CustomEvent("card-selected", { detail: { id } }));
  }

  bringIntoSight(index) {
    const top = index * this.height;
    const { scrollTop, clientHeight } = this.pane;
    if (top < scrollTop) this.pane.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.pane.scrollTop = top + this.height - clientHeight;
  }

  keyed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.cards.list.length) return;
    const page = Math.max(1, Math.floor(this.pane.clientHeight / this.height) - 1);
    const here = this.selected === null ? -1 : this.cards.place(this.known.get(this.selected) ?? this.cards.list[0]);
    const last = this.cards.list.length - 1;
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + page, PageUp: here - page, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.select(this.cards.list[Math.min(last, Math.max(0, to))].id);
  }
}

if (!customElements.get("order-list")) customElements.define("order-list", OrderList);
