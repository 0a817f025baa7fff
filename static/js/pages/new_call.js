// The call form: the keyboard, the red strip, and what stands beside the form while it is filled.
import { sendSturdily } from "./sturdy_forms.js";

const WAIT_MS = 220;
const form = document.getElementById("call-form");
const known = document.getElementById("known");

sendSturdily(document);

// ---- the keyboard: Enter never files a call, digits choose, Y and N answer
const STOPS = "input:not([type=hidden]):not([type=radio]):not([disabled]), input[type=radio], select, textarea, button[type=submit]";

function stops() {
  const seen = new Set();
  return [...form.querySelectorAll(STOPS)].filter((field) => {
    if (field.getClientRects().length === 0 || field.tabIndex < 0) return false;
    if (field.type !== "radio") return true;
    // A group of choices is one stop: the chosen one, or the first.
    if (seen.has(field.name)) return false;
    seen.add(field.name);
    return true;
  });
}

function goOn(from) {
  const all = stops();
  const here = all.findIndex((field) => field === from || (field.type === "radio" && field.name === from.name));
  const next = all[here + 1];
  if (!next) return;
  const chosen = next.type === "radio" ? form.querySelector(`input[name="${CSS.escape(next.name)}"]:checked`) : null;
  (chosen ?? next).focus();
}

function choose(radio) {
  if (!radio) return false;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  goOn(radio);
  return true;
}

form.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const { target } = event;
  if (event.key === "Enter" && target.matches("input, select")) {
    // The list of places takes Enter for itself; with a building chosen the flat comes next.
    const inList = event.defaultPrevented;
    event.preventDefault();
    if (!inList || form.elements.building.value !== "") goOn(target);
    return;
  }
  if (!target.matches("input[type=radio]")) return;
  const group = [...form.querySelectorAll(`input[name="${CSS.escape(target.name)}"]`)];
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const answer = { KeyY: "yes", KeyN: "no" }[event.code];
  const wanted = digit ? group[Number(digit) - 1] : group.find((radio) => radio.value === answer);
  if ((digit || answer) && choose(wanted)) event.preventDefault();
});

form.addEventListener("click", (event) => {
  if (!event.target.closest("[data-all-no]")) return;
  for (const radio of form.querySelectorAll('[data-question] input[value="no"]')) radio.checked = true;
  if (!form.querySelector("input[name=extent]:checked")) form.querySelector("input[name=extent]").checked = true;
  form.dispatchEvent(new Event("change", { bubbles: true }));
  form.querySelector("[name=indoor_temp_c]").focus();
});

// ---- danger, and fields that only some calls have
function showDangers() {
  let any = false;
  for (const line of form.querySelectorAll("[data-tell]")) {
    const yes = form.querySelector(`input[name="${line.dataset.tell}"][value="yes"]`)?.checked ?? false;
    line.hidden = !yes;
    any ||= yes;
  }
  form.querySelector("[data-danger-strip]").hidden = !any;
  for (const row of form.querySelectorAll("[data-question]")) row.dataset.answer = row.querySelector("input:checked")?.value ?? "";
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
    if (html !== known.innerHTML) known.innerHTML = html;
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
known.addEventListener("change", changed);
form.addEventListener("draft-restored", changed);
document.addEventListener("swapped", showDangers);
showDangers();
if (form.dataset.draftRestored) changed();
