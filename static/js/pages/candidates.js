// The duplicate step: what is chosen beside the form is kept in the form's own hidden field, so that a draft keeps it too.

/** Follow the choices in `known`; `changed` is told when one was made. */
export function listenForCandidates(form, known, changed) {
  known.addEventListener("change", (event) => {
    if (event.target.name !== "joins_choice") return;
    form.elements.joins.value = event.target.value;
    form.elements.joins.dispatchEvent(new Event("change", { bubbles: true }));
    changed();
  });
}

/** After the column was drawn anew: a choice that is not offered any more is let go. */
export function keepOffered(form, known) {
  const part = known.querySelector("[data-joins]");
  const offered = part ? part.dataset.joins : "";
  if (form.elements.joins && form.elements.joins.value !== offered) form.elements.joins.value = offered;
}
