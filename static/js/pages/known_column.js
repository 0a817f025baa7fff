// What stands beside the call form changes while somebody types: only the parts that changed are put anew, so that ticked
// steps stay ticked, an open list stays open, the scroll does not move and the cursor is not lost.

const sources = new WeakMap();

function partsOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const parts = [...holder.content.children];
  for (const part of parts) sources.set(part, part.outerHTML);
  return parts;
}

/** How to find an element again in another copy of the same part. */
function address(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.name) return `[name="${CSS.escape(element.name)}"]${element.type === "radio" ? `[value="${CSS.escape(element.value)}"]` : ""}`;
  const href = element.getAttribute("href");
  return href ? `a[href="${CSS.escape(href)}"]` : null;
}

/**
 * Put fresh parts into the column.
 *
 * @param {Element} column
 * @param {string} html parts, each one element
 * @returns {number} how many parts are new
 */
export function putIn(column, html) {
  const before = [...column.children];
  for (const part of before) if (!sources.has(part)) sources.set(part, part.outerHTML);
  const focused = column.contains(document.activeElement) ? address(document.activeElement) : null;
  let fresh = 0;
  let place = column.firstElementChild;
  for (const part of partsOf(html)) {
    const kept = before.find((one) => one.parentNode === column && !one.dataset.placed && sources.get(one) === sources.get(part));
    const next = kept ?? part;
    fresh += kept ? 0 : 1;
    next.dataset.placed = "true";
    if (next === place) place = place.nextElementSibling;
    else column.insertBefore(next, place);
  }
  for (const part of [...column.children]) {
    if (!part.dataset.placed) part.remove();
    delete part.dataset.placed;
  }
  if (focused && !column.contains(document.activeElement)) column.querySelector(focused)?.focus({ preventScroll: true });
  return fresh;
}

const STOPS = "input:not([type=hidden]), a[href], button:not([data-to-known]), summary, select, textarea";

/** One key goes into the column, to where one was there last, and back into the field one came from. */
export function listenForColumn(column, form) {
  let [here, there] = [null, null];
  column.addEventListener("focusin", ({ target }) => {
    there = address(target);
  });
  form.addEventListener("focusin", ({ target }) => {
    if (!column.contains(target)) here = target;
  });
  column.querySelector("[data-to-known]").addEventListener("click", () => {
    if (column.contains(document.activeElement) && !document.activeElement.matches("[data-to-known]")) {
      (here?.isConnected ? here : form.elements.text).focus();
      return;
    }
    const shown = [...column.querySelectorAll(STOPS)].filter((stop) => stop.getClientRects().length > 0);
    const last = there && column.querySelector(there);
    // What is said to the caller comes first, then whatever may be chosen.
    (last ?? shown.find((stop) => stop.matches("input")) ?? shown[0] ?? column.querySelector("[data-to-known]")).focus();
  });
}
