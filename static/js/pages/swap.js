// Take parts of a page from a newer copy of it: every [data-swap] of the same name, and only where something changed.

function sameAs(focused) {
  if (!focused?.closest?.("[data-swap]")) return null;
  if (focused.id) return `#${CSS.escape(focused.id)}`;
  const href = focused.getAttribute("href");
  return href ? `a[href="${CSS.escape(href)}"]` : null;
}

/** Put the parts of this HTML in the place of the present ones; tells the document with "swapped". */
export function swapIn(html, page = document) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focus = sameAs(page.activeElement);
  let changed = 0;
  for (const now of page.querySelectorAll("[data-swap]")) {
    const next = fresh.querySelector(`[data-swap="${CSS.escape(now.dataset.swap)}"]`);
    if (!next || now.innerHTML === next.innerHTML) continue;
    now.replaceChildren(...next.childNodes);
    changed += 1;
  }
  if (changed && focus && !page.activeElement?.closest?.("[data-swap]")) page.querySelector(focus)?.focus({ preventScroll: true });
  page.dispatchEvent(new CustomEvent("swapped", { detail: { changed } }));
  return changed;
}

/** Fetch this page again and take what changed. Answers false when the server could not be asked. */
export async function refresh({ url = location.href, fetch = globalThis.fetch } = {}) {
  try {
    const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return false;
    swapIn(await answer.text());
    return true;
  } catch {
    return false;
  }
}
