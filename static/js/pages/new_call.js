// The call form: the keyboard, the red strip, and what stands beside the form while it is filled.
import { sendSafely } from "./call_sending.js";
import { listenForCallers } from "./caller.js";
import { keepOffered, listenForCandidates } from "./candidates.js";
import { listenForFormKeys } from "./form_keys.js";
import { keepGuidance, listenForGuidance } from "./guidance.js";
import { listenForItems } from "./items.js";
import { listenForColumn, putIn } from "./known_column.js";
import { showMap } from "./place_map.js";
import { listenForProposals } from "./proposals.js";
import { listenForAllNo, markAnswers } from "./safety.js";
import { keepSupplier, listenForSuppliers } from "./suppliers.js";

const WAIT_MS = 220;
const form = document.getElementById("call-form");
const known = document.getElementById("known");


// After Enter took a building out of the list the flat comes next; a street alone is searched on.
listenForFormKeys(form, { mayLeave: () => form.elements.building.value !== "" });

listenForAllNo(form);

// ---- danger, and fields that only some calls have
function showDangers() {
  let any = false;
  for (const line of form.querySelectorAll("[data-tell]")) {
    const yes = form.querySelector(`input[name="${line.dataset.tell}"][value="yes"]`)?.checked ?? false;
    line.hidden = !yes;
    any ||= yes;
  }
  form.querySelector("[data-danger-strip]").hidden = !any;
  markAnswers(form);
  form.querySelector("[data-only-channel]").hidden = form.elements.channel.value !== "12345";
  const label = form.elements.place_label.value.trim();
  form.querySelector("[data-as-said]").hidden = !label || form.elements.building.value !== "";
}

// ---- what is known of the place and the caller
let timer = null;
let request = null;
let shown = null;

function question() {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value !== "" && !["text", "request_id", "csrfmiddlewaretoken", "caller_name"].includes(name)) asked.append(name, value);
  }
  return asked.toString();
}

async function showKnown() {
  const asked = question();
  if (asked === shown) return;
  request?.abort();
  request = new AbortController();
  known.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${form.dataset.context}?${asked}`, { credentials: "same-origin", signal: request.signal });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const html = await answer.text();
    putIn(known, html);
    keepOffered(form, known);
    keepGuidance(form, known);
    showMap(form.elements.building.value);
    if (keepSupplier(form, known)) changed();
    shown = asked;
    known.removeAttribute("data-stale");
  } catch (error) {
    if (error.name === "AbortError") return;
    known.setAttribute("data-stale", "");
  }
  known.removeAttribute("aria-busy");
}

function changed() {
  showDangers();
  clearTimeout(timer);
  timer = setTimeout(showKnown, WAIT_MS);
}

form.addEventListener("place-chosen", (event) => {
  const flat = form.elements.flat;
  if (event.detail.flat) flat.value = event.detail.flat;
  form.elements.place_as_said.checked = false;
  changed();
});
form.addEventListener("input", changed);
form.addEventListener("change", changed);
listenForCandidates(form, known, changed);
listenForGuidance(form, known);
listenForCallers(form, known, changed);
listenForSuppliers(form, known, changed);
form.addEventListener("draft-restored", changed);
document.addEventListener("swapped", showDangers);
listenForItems(form);
listenForProposals(form);
listenForColumn(known.closest("[data-column]"), form);
showMap(form.elements.building.value);
showDangers();
// Last, so that what is restored finds everybody listening.
sendSafely(form);
