// The safety questions: a yes is seen at once, and one key answers with no what nobody has answered yet.

/** Colour the rows by what is answered. */
export function markAnswers(form) {
  for (const row of form.querySelectorAll("[data-question]")) row.dataset.answer = row.querySelector("input:checked")?.value ?? "";
}

/** [data-all-no] answers the rest: no, and one flat. A danger that was answered with yes stays. */
export function listenForAllNo(form) {
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-all-no]")) return;
    for (const row of form.querySelectorAll("[data-question]")) if (!row.querySelector("input:checked")) row.querySelector('input[value="no"]').checked = true;
    const extent = form.querySelector("input[name=extent]:checked") ?? form.querySelector("input[name=extent]");
    extent.checked = true;
    form.dispatchEvent(new Event("change", { bubbles: true }));
    extent.focus();
  });
}
