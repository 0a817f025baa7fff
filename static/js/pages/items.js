// What exactly, under the category: the choices of the chosen category are shown, the hidden field keeps the code.

/** The code to keep when the category changes: one that the category does not have is let go. */
export function keptItem(code, codes) {
  return codes.includes(code) ? code : "";
}

/** Show the items of the chosen category. Called as often as anything changes; it acts only when the category did. */
export function showItems(form) {
  const shown = form.querySelector("[data-items-shown]");
  const field = form.querySelector('input[name="item"]');
  if (!shown || !field) return;
  const category = form.querySelector("input[name=category]:checked")?.value ?? "";
  if ((shown.dataset.category ?? "") !== category) {
    const template = form.querySelector(`template[data-items-of="${CSS.escape(category)}"]`);
    shown.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
    shown.hidden = !template;
    shown.dataset.category = category;
  }
  const radios = [...shown.querySelectorAll("input[name=item_choice]")];
  if (category) field.value = keptItem(field.value, radios.map((radio) => radio.value));
  for (const radio of radios) radio.checked = radio.value === field.value;
}

/** Items are optional: Tab and Enter pass them by until their key, or a pointer, has led there. */
function letIn(form, inside) {
  const radios = [...form.querySelectorAll("[data-items-shown] input[name=item_choice]")];
  for (const radio of radios) radio.tabIndex = inside ? 0 : -1;
  return radios;
}

/** Keep what is chosen among the items of the chosen category. */
export function listenForItems(form) {
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-to-items]")) return;
    const radios = letIn(form, true);
    (radios.find((radio) => radio.checked) ?? radios[0])?.focus();
  });
  form.addEventListener("focusin", (event) => letIn(form, event.target.name === "item_choice"));
  const follow = (event) => {
    if (event.target.name === "item_choice") form.querySelector('input[name="item"]').value = event.target.value;
    showItems(form);
  };
  // Before everybody else who listens: the draft keeps what the hidden field holds.
  form.addEventListener("change", follow, { capture: true });
  for (const kind of ["draft-restored", "input"]) form.addEventListener(kind, () => showItems(form));
  document.addEventListener("swapped", () => showItems(form));
  showItems(form);
}
