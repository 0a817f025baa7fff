// Announcing a stop: what may be stopped is measured when a building is chosen; Enter goes on and never sends.
import { listenForFormKeys } from "./form_keys.js";
import { sendSturdily } from "./sturdy_forms.js";

const form = document.getElementById("plan-form");

sendSturdily(document);
listenForFormKeys(form, { mayLeave: () => form.elements.building.value !== "" });

async function measure() {
  const part = form.querySelector("[data-reach-part]");
  const asked = new URLSearchParams({ building: form.elements.building.value });
  const answer = await fetch(`${form.dataset.reach}?${asked}`, { credentials: "same-origin" }).catch(() => null);
  if (answer?.ok && !answer.redirected) part.innerHTML = await answer.text();
}

form.addEventListener("place-chosen", measure);
form.addEventListener("input", (event) => {
  // Typing on takes the chosen building away.
  if (event.target.name === "place_text" && form.elements.building.value === "" && form.querySelector("input[name=reach]")) measure();
});
