// One call: the form for the rest of a call that was sent with the place alone.
import { listenForFormKeys } from "./form_keys.js";
import { listenForAllNo, markAnswers } from "./safety.js";
import { sendSturdily } from "./sturdy_forms.js";

const form = document.getElementById("finish-form");

sendSturdily(document);
if (form) {
  listenForFormKeys(form);
  listenForAllNo(form);
  form.addEventListener("change", () => markAnswers(form));
  document.addEventListener("swapped", () => markAnswers(form));
  markAnswers(form);
}
