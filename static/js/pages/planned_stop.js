// One planned stop: every button is one POST under the version its dialog was opened on; what others do arrives by itself.
import { post } from "../csrf_fetch.js";
import { sendMove, valuesOf } from "../moves.js";
import { followBoards, toldBy } from "./followed.js";
import { refresh } from "./swap.js";

const page = document.querySelector("[data-stop]");
const soon = followBoards(toldBy());
const now = () => page.querySelector("[data-version]").dataset;

document.addEventListener("opened", ({ target }) => {
  const form = target.querySelector("form[data-move]");
  if (!form) return;
  form.dataset.version = now().version;
  if (form.dataset.move === "next-update") form.elements.public_note.value = now().note;
  showRefusal(form, null);
}, true);

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-move]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "true";
  showRefusal(form, null);
  try {
    await sendMove(`${page.dataset.api}${form.dataset.move}/`, { ...valuesOf(form), version: Number(form.dataset.version) }, post);
    form.reset();
    form.closest("dialog").close();
    if (!(await refresh())) soon();
  } catch (refused) {
    showRefusal(form, refused);
    if (refused.status === 409) soon();
  } finally {
    delete form.dataset.sending;
  }
});

function showRefusal(form, refused) {
  let named = 0;
  for (const place of form.querySelectorAll("[data-error-of]")) {
    const wrong = refused?.fields?.[place.dataset.errorOf];
    place.hidden = !wrong;
    place.textContent = [wrong].flat().filter(Boolean).join(" ");
    named += wrong ? 1 : 0;
  }
  const band = form.querySelector("[data-refusal]");
  band.hidden = !refused || named > 0;
  band.textContent = named ? "" : (refused?.message ?? "");
}
