// The list of customers to guide: the keyboard, sending, and which steps of which item were said.
import { listenForFormKeys } from "./form_keys.js";
import { stepsOf } from "./guidance.js";
import { sendSturdily } from "./sturdy_forms.js";

/** The item a step was ticked of is the one that is filed; ticks of another are taken back. */
function noteSteps(form, ticked) {
  const mine = ticked.closest("[data-item]");
  for (const other of form.querySelectorAll("[data-item]")) if (other !== mine) for (const box of other.querySelectorAll("input[name=said]")) box.checked = false;
  form.elements.item.value = mine.dataset.item;
  form.elements.steps.value = stepsOf([...mine.querySelectorAll("input[name=said]")]);
}

sendSturdily(document);
listenForFormKeys(document);
document.addEventListener("change", (event) => {
  if (event.target.name === "said") noteSteps(event.target.form, event.target);
});
