// The roster's pages: every form is one POST to the API; what is shown is fetched anew afterwards, and every so often.
import { post } from "../csrf_fetch.js";
import { sendMove, valuesOf } from "../moves.js";
import { refresh } from "./swap.js";

document.querySelector("[data-roster-nav]")?.addEventListener("change", (event) => event.currentTarget.requestSubmit());
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());

// A dialog takes over what its opener says: data-set-<field> fills fields, data-set-url names what the moves are about.
document.addEventListener("opened", ({ target, detail }) => {
  for (const form of target.querySelectorAll("form")) {
    showRefusal(form, null);
    for (const { name, value } of detail.opener.attributes) {
      const field = name.startsWith("data-set-") ? name.slice("data-set-".length) : "";
      if (field === "url") form.dataset.about = value;
      else if (field && form.elements[field]) form.elements[field].value = value;
    }
  }
  const said = target.querySelector("[data-said]");
  if (said) said.textContent = detail.opener.dataset.say ?? "";
}, true);

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-act], form[data-act-of]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "true";
  showRefusal(form, null);
  try {
    const move = event.submitter?.name === "move" ? event.submitter.value : "";
    const url = form.dataset.act ? form.dataset.act + move : `${form.dataset.about}${form.dataset.actOf}/`;
    await sendMove(url, saidBy(form), post);
    const dialog = form.closest("dialog");
    if (dialog) {
      form.reset();
      for (const list of form.querySelectorAll("[data-name]")) list.replaceChildren();
      dialog.close();
    }
    await refresh();
  } catch (refused) {
    showRefusal(form, refused);
  } finally {
    delete form.dataset.sending;
  }
});

/** What a roster form says: lists of ticked boxes and chosen people besides what every form says. */
export function saidBy(form) {
  const values = valuesOf(form);
  delete values.move;
  for (const field of form.elements) {
    if (field.dataset?.text !== undefined) values[field.name] = field.value.trim();
    if (field.dataset?.list !== undefined) values[field.name] = ticked(form, field.name);
  }
  for (const list of form.querySelectorAll("[data-name]")) values[list.dataset.name] = [...list.children].map((item) => Number(item.dataset.value));
  return values;
}

function ticked(form, name) {
  return [...form.elements].filter((field) => field.name === name && field.checked).map((field) => Number(field.value));
}

// People in turn: choosing adds at the end, pressing one takes it out.
document.addEventListener("change", ({ target }) => {
  if (!target.matches("select[data-adds]") || !target.value) return;
  const item = document.createElement("li");
  item.dataset.value = target.value;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.kind = "quiet";
  button.textContent = `${target.selectedOptions[0].textContent} ×`;
  item.append(button);
  document.getElementById(target.dataset.adds).append(item);
  target.value = "";
});
document.addEventListener("click", ({ target }) => {
  const item = target.closest(".roster-turns > li");
  if (item) item.remove();
});

// Of the duties one could take in return, only those of who is asked.
const other = document.getElementById("swap-other");
other?.addEventListener("change", () => {
  const counter = document.getElementById("swap-counter");
  counter.value = "";
  for (const option of counter.querySelectorAll("option[data-of]")) option.hidden = option.disabled = option.dataset.of !== other.value;
});

function showRefusal(form, refused) {
  let named = 0;
  for (const place of form.querySelectorAll("[data-error-of]")) {
    const wrong = refused?.fields?.[place.dataset.errorOf];
    place.hidden = !wrong;
    place.textContent = [wrong].flat(3).filter(Boolean).join(" ");
    named += wrong ? 1 : 0;
  }
  const band = form.querySelector("[data-refusal]");
  if (!band) return;
  band.hidden = !refused || named > 0;
  band.textContent = named ? "" : (refused?.message ?? "");
}

const again = Number(document.querySelector("[data-again]")?.dataset.again ?? 0);
if (again) setInterval(() => document.visibilityState === "visible" && !document.querySelector("dialog[open]") && refresh(), again * 1_000);
