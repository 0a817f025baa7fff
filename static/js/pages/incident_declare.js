// Declaring an incident: the reach is measured again when the place, the type or the reach is chosen.
import { sendSturdily } from "./sturdy_forms.js";

const form = document.getElementById("declare-form");
const part = form.querySelector("[data-reach-part]");
let request = null;
let scopeChosen = false;

sendSturdily(document);

function question() {
  const asked = new URLSearchParams();
  for (const name of ["building", "work_order", "kind"]) asked.set(name, form.elements[name]?.value ?? "");
  // Another type reaches another way, unless the person has chosen how far.
  if (scopeChosen) asked.set("reach", form.querySelector("input[name=reach]:checked")?.value ?? "");
  return asked.toString();
}

async function measure() {
  const asked = question();
  request?.abort();
  request = new AbortController();
  part.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${form.dataset.reach}?${asked}`, { credentials: "same-origin", signal: request.signal });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const html = await answer.text();
    const focused = document.activeElement?.matches?.("input[name=reach]");
    part.innerHTML = html;
    if (focused) part.querySelector("input[name=reach]:checked")?.focus();
    part.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") part.removeAttribute("aria-busy");
  }
  showBranch();
}

/** The branch is asked for only while no building says it. */
function showBranch() {
  const row = form.querySelector("[data-branch]");
  const known = form.elements.building.value !== "";
  row.querySelector("select").disabled = known;
  row.toggleAttribute("data-known", known);
}

form.addEventListener("place-chosen", () => {
  scopeChosen = false;
  measure();
});
form.addEventListener("change", (event) => {
  if (event.target.name === "reach") scopeChosen = true;
  if (["kind", "reach"].includes(event.target.name)) measure();
});
form.addEventListener("input", (event) => {
  // Typing on takes the chosen building away.
  if (event.target.name !== "place_text") return;
  showBranch();
  if (form.elements.building.value === "" && part.querySelector("input[name=reach]")) measure();
});
// A kept draft may have been put back before or after this module ran.
form.addEventListener("draft-restored", measure);
document.addEventListener("swapped", showBranch);
if (form.elements.building.value !== "" && !part.querySelector("input[name=reach]")) measure();
showBranch();
