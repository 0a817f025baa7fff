// Not our customer: which supplier it is and whether the caller was told stands in the form's own fields, so that a draft keeps it.

const NOT_OURS = "not_our_customer";

function set(form, name, value) {
  const field = form.elements[name];
  if (!field || field.value === value) return false;
  field.value = value;
  return true;
}

function category(form) {
  return form.querySelector('input[name="category"]:checked')?.value ?? "";
}

/** After the column was drawn anew: the one supplier that bears the name of the place stands there chosen. */
export function keepSupplier(form, known) {
  const sure = known.querySelector("[data-part=supplier]")?.dataset.sure;
  return Boolean(sure) && category(form) === NOT_OURS && !form.elements.supplier.value && set(form, "supplier", sure);
}

/** Follow the choices in `known`; `changed` is told when one was made. */
export function listenForSuppliers(form, known, changed) {
  function tell() {
    form.elements.supplier.dispatchEvent(new Event("change", { bubbles: true }));
    changed();
  }

  known.addEventListener("change", (event) => {
    if (!["supplier_choice", "supplier_other"].includes(event.target.name)) return;
    set(form, "supplier", event.target.value);
    set(form, "supplier_told", "");
    tell();
  });
  known.addEventListener("click", (event) => {
    const button = event.target.closest("[data-supplier-told]");
    if (!button) return;
    const chosen = form.elements.supplier.value || known.querySelector('input[name="supplier_choice"]:checked')?.value;
    if (!chosen) {
      known.querySelector('input[name="supplier_choice"], select[name="supplier_other"]')?.focus();
      return;
    }
    const told = button.getAttribute("aria-pressed") === "true";
    set(form, "supplier", chosen);
    set(form, "supplier_told", told ? "" : "yes");
    const radio = form.querySelector(`input[name="category"][value="${NOT_OURS}"]`);
    if (radio && !radio.checked && !told) {
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
    tell();
  });
  // Another trouble, or another place, is another supplier's or nobody's.
  const letGo = () => set(form, "supplier", "") | set(form, "supplier_told", "");
  form.addEventListener("change", (event) => {
    if (event.target.name === "category" && event.target.value !== NOT_OURS) letGo();
  });
  form.addEventListener("input", (event) => {
    if (event.target.name === "place_label") letGo();
  });
  form.addEventListener("place-chosen", letGo);
}
