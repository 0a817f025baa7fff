// The command page: every button is one POST under the version its dialog was opened on; what others do arrives by itself.
import { post } from "../csrf_fetch.js";
import { sendMove, valuesOf } from "../moves.js";
import { toast } from "../toast.js";
import { say } from "../words.js";
import { followBoards, toldBy } from "./followed.js";
import "./scene_clock.js";
import { swapIn } from "./swap.js";

const page = document.querySelector("[data-scene]");
const DECISIONS = new Set(["phase", "level", "reach", "command", "next-update"]);
const told = toldBy();
const soon = followBoards(told, { act: refresh });
const versionNow = () => Number(page.querySelector("[data-version]").dataset.version);

/** Take the page anew, and with it which orders concern it from now on. */
async function refresh() {
  let html;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok || answer.redirected) return false;
    html = await answer.text();
  } catch {
    return false;
  }
  const fresh = toldBy(new DOMParser().parseFromString(html, "text/html"));
  told.subjects = fresh.subjects;
  // An order of another branch was gathered: its board is followed from here on. What is being written is kept as a draft.
  if (Object.keys(fresh.boards).some((slug) => !(slug in told.boards))) location.reload();
  else swapIn(html);
  return true;
}

// ---- dialogs: a decision is made on what its maker saw when the dialog opened
document.addEventListener("opened", ({ target, detail }) => {
  const form = target.querySelector("form[data-move]");
  if (!form) return;
  form.dataset.version = versionNow();
  showRefusal(form, null);
  if (form.dataset.move === "release") {
    form.elements.work_order.value = detail.opener.dataset.order;
    form.querySelector("[data-out-number]").textContent = detail.opener.dataset.number;
  }
  if (form.dataset.move === "next-update") form.elements.public_note.value = page.querySelector("[data-version]").dataset.note;
  if (form.dataset.move === "level") {
    const now = page.querySelector("[data-version]").dataset.level;
    for (const radio of form.querySelectorAll("input[name=level]")) radio.checked = radio.value === now;
  }
  (form.querySelector("input:checked") ?? form.querySelector("input:not([type=hidden]), textarea"))?.focus();
}, true);

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-move]");
  if (!form) return;
  event.preventDefault();
  const button = event.submitter ?? form.querySelector("[type=submit]");
  if (form.dataset.sending) return;
  form.dataset.sending = "true";
  button.setAttribute("aria-busy", "true");
  showRefusal(form, null);
  try {
    await sendMove(`${page.dataset.api}${form.dataset.move}/`, bodyOf(form, event.submitter), post);
    form.reset();
    if (!form.hasAttribute("data-stays")) form.closest("dialog")?.close();
    if (!(await refresh())) soon();
  } catch (refused) {
    showRefusal(form, refused);
    if (refused.status === 409) soon();
  } finally {
    delete form.dataset.sending;
    button.removeAttribute("aria-busy");
  }
});

function bodyOf(form, submitter) {
  const body = valuesOf(form);
  if (DECISIONS.has(form.dataset.move)) body.version = Number(form.dataset.version);
  for (const field of form.querySelectorAll("[data-as-text]")) body[field.name] = field.value.trim();
  if (submitter?.name) body[submitter.name] = submitter.value;
  if (typeof body.building === "string") body.building = Number(body.building);
  return body;
}

function showRefusal(form, refused) {
  const band = form.querySelector("[data-refusal]");
  let named = 0;
  for (const place of form.querySelectorAll("[data-error-of]")) {
    const wrong = refused?.fields?.[place.dataset.errorOf];
    place.hidden = !wrong;
    place.textContent = [wrong].flat().filter(Boolean).join(" ");
    named += wrong ? 1 : 0;
  }
  if (!band) {
    if (refused && !named) toast(refused.message, { tone: "urgent", title: say("Refused") });
    return;
  }
  band.hidden = !refused || named > 0;
  band.textContent = named ? "" : (refused?.message ?? "");
}

// ---- the log: newest or oldest first, without losing what is being written
page.addEventListener("click", (event) => {
  const link = event.target.closest("[data-log]");
  if (!link || event.ctrlKey || event.metaKey || event.button !== 0) return;
  event.preventDefault();
  const asked = new URLSearchParams(location.search);
  asked.set("log", link.dataset.log);
  history.replaceState(null, "", `?${asked}`);
  for (const one of page.querySelectorAll("[data-log]")) one.toggleAttribute("aria-current", one === link);
  link.setAttribute("aria-current", "true");
  refresh();
});

// ---- the reach of an incident whose place was only words
const reachForm = document.querySelector("form[data-around]");
reachForm?.addEventListener("place-chosen", async ({ detail }) => {
  const answer = await fetch(`${reachForm.dataset.around}?building=${detail.building}`, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  reachForm.querySelector("[data-reaches]").replaceChildren(...fresh.querySelectorAll(".reach"));
});
