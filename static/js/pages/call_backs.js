// Calling back: the keyboard and sending; who takes which caller comes live, and only the form waits for its own page.
import { post, requestId } from "../csrf_fetch.js";
import { announce, toast } from "../toast.js";
import { followBoards, toldBy } from "./followed.js";
import { listenForFormKeys } from "./form_keys.js";
import { sendSturdily } from "./sturdy_forms.js";

/** What a button sends: a reason typed beside it, whether a missed caller was reached, and an id of its own. */
export function bodyOf(button, id = requestId()) {
  const { asks, reached } = button.dataset;
  const body = { request_id: id };
  if (asks) body.reason = button.closest(".strip-body")?.querySelector("[data-reason]")?.value ?? "";
  if (reached) body.reached = reached === "true";
  return body;
}

/** Keep in the list which caller the page shows: the list itself is the same for every page. */
export function markShown(page) {
  const shown = page.querySelector('#call-back-form [name="call_back"]')?.value ?? new URLSearchParams(page.defaultView?.location.search ?? "").get("call_back");
  for (const row of page.querySelectorAll("a.to-call-row[id]")) {
    if (row.id === `call-back-${shown}`) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

async function press(button, soon) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await post(button.dataset.act, bodyOf(button));
    if (button.dataset.then === "outcome") document.querySelector('#call-back-form [name="outcome"]')?.focus();
  } catch (refused) {
    if (refused.code !== "already_yours") toast(refused.message, { tone: "urgent" });
    announce(refused.message);
    if (button.dataset.asks) button.closest(".strip-body")?.querySelector("[data-reason]")?.focus();
  } finally {
    button.removeAttribute("aria-busy");
    soon();
  }
}

function start(page) {
  sendSturdily(page);
  listenForFormKeys(page);
  const soon = followBoards(toldBy(page), { pauseMs: 700 });
  page.addEventListener("swapped", () => markShown(page));
  page.addEventListener("click", (event) => {
    const button = event.target.closest("#main [data-act]");
    if (button) press(button, soon);
    // Whoever dials has the caller in hand.
    const claim = event.target.closest(".hand-phone") && page.querySelector('.hand-status [data-then="outcome"]');
    if (claim) press(claim, soon);
  });
  markShown(page);
}

if (globalThis.document?.getElementById("feed")) start(document);
