// Tickets to sort out: the list follows the desk's board; the ticket at hand stays as it is while somebody works on it.
import { followBoards, toldBy } from "./followed.js";
import { listenForFormKeys } from "./form_keys.js";
import { sendSturdily } from "./sturdy_forms.js";
import { swapIn } from "./swap.js";

sendSturdily(document);
listenForFormKeys(document, { mayLeave: (field) => field.closest("place-search")?.querySelector("[data-place]")?.value !== "" });

document.addEventListener("place-chosen", (event) => {
  const flat = document.querySelector("#sort-form [name=flat]");
  if (flat && event.detail.flat) flat.value = event.detail.flat;
});

/** Take the list and the counts anew; the hand only when it is empty, so that nothing moves under a finger. */
async function refreshList() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return false;
    const html = await answer.text();
    const busy = document.getElementById("sort-form");
    if (!busy) {
      swapIn(html);
      return true;
    }
    const fresh = new DOMParser().parseFromString(html, "text/html");
    fresh.querySelector('[data-swap="hand"]')?.replaceWith(document.querySelector('[data-swap="hand"]').cloneNode(true));
    swapIn(fresh.documentElement.outerHTML);
    return true;
  } catch {
    return false;
  }
}

followBoards(toldBy(), { act: refreshList });
