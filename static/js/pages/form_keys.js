// Keyboard of the desk's forms: Enter goes to the next field and never sends, the upper row of keys chooses, Y and N answer.

const STOPS = "input:not([type=hidden]), select, textarea, button[type=submit]";

/** The fields Tab would visit, each group of choices once. */
function stopsOf(form) {
  const groups = new Set();
  return [...form.querySelectorAll(STOPS)].filter((field) => {
    if (field.disabled || field.tabIndex < 0 || field.getClientRects().length === 0) return false;
    if (field.type !== "radio") return true;
    const first = !groups.has(field.name);
    groups.add(field.name);
    return first;
  });
}

function groupOf(form, name) {
  return [...form.querySelectorAll(`input[type=radio][name="${CSS.escape(name)}"]`)];
}

/** Put the cursor into the field after this one: of a group of choices into the chosen one. */
export function goOn(form, from) {
  const all = stopsOf(form);
  const here = all.findIndex((field) => field === from || (field.type === "radio" && field.name === from.name));
  const next = all[here + 1];
  if (next) ((next.type === "radio" && groupOf(form, next.name).find((radio) => radio.checked)) || next).focus();
}

function choose(form, radio) {
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  goOn(form, radio);
}

// The upper row of keys from left to right: what stands there is shown beside the choices, too.
const ROW = ["Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9", "Digit0", "Minus", "Equal"];

/** Which of a group's values a key means; null when it means none. */
export function meant(code, values) {
  const place = ROW.indexOf(code.replace("Numpad", "Digit"));
  if (place >= 0) return values[place] ?? null;
  const word = { KeyY: "yes", KeyN: "no" }[code];
  return word && values.includes(word) ? word : null;
}

/** Listen on a form (or around several). `mayLeave` says whether Enter may leave a field that used it itself. */
export function listenForFormKeys(root, { mayLeave = () => false } = {}) {
  root.addEventListener("keydown", (event) => {
    const form = event.target.form;
    if (!form || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const field = event.target;
    if (event.key === "Enter" && field.matches("input, select")) {
      const used = event.defaultPrevented;
      event.preventDefault();
      if (!used || mayLeave(field)) goOn(form, field);
    } else if (field.matches("input[type=radio]")) {
      const group = groupOf(form, field.name);
      const value = meant(event.code, group.map((radio) => radio.value));
      if (value === null) return;
      event.preventDefault();
      choose(form, group.find((radio) => radio.value === value));
    }
  });
}
