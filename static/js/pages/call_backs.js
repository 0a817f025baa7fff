// Calling back: the keyboard and sending; who takes which caller comes live, and the form is touched by none of it.
import { post, requestId } from "../csrf_fetch.js";
import { announce, toast } from "../toast.js";
import { followBoards, toldBy } from "./followed.js";
import { listenForFormKeys } from "./form_keys.js";
import { sendSturdily } from "./sturdy_forms.js";
import { refresh } from "./swap.js";

/** What a button sends: a reason typed beside it, whether a missed caller was reached, and an id of its own. */
export function bodyOf(button, id = requestId()) {
  const { asks, reached } = button.dataset;
  const body = { request_id: id };
  if (asks) body.reason = button.closest(".strip-body")?.querySelector("[data-reason]")?.value ?? "";
  if (reached) body.reached = reached === "true";
  return body;
}

/** The id of the caller at hand, or null. */
function shownIn(page) {
  return page.querySelector("[data-call-back]")?.dataset.callBack ?? null;
}

/** This page's address with the caller at hand in it. */
export function addressOf(shown, here) {
  const url = new URL(here);
  if (shown) url.searchParams.set("call_back", shown);
  return url.href;
}

/** Mark in the list which caller the page shows: the list itself is the same for every page. */
export function markShown(page) {
  const shown = shownIn(page);
  for (const row of page.querySelectorAll("a.to-call-row[id]")) {
    if (row.id === `call-back-${shown}`) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

/** The same page without the part that is being filled in: news never touch it, only an answer to the form does. */
async function besidesTheHand(...asked) {
  const answer = await fetch(...asked);
  return { ok: answer.ok, redirected: answer.redirected, text: async () => leavingTheHand(await answer.text()) };
}

/** Take the mark off by which the part would be swapped. */
export function leavingTheHand(html) {
  return html.replace('data-swap="hand"', "");
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
  // Asked for without a name, the server would show the next free caller: the one at hand stays at hand.
  const soon = followBoards(toldBy(page), { pauseMs: 700, act: () => refresh({ url: addressOf(shownIn(page), location.href), fetch: besidesTheHand }) });
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
