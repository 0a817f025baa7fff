// Guidance while the caller is on the line: the ticks and the outcome beside the form are kept in the form's hidden fields.

/** The places of the ticked steps, as the server reads them. */
export function stepsOf(boxes) {
  return boxes.filter((box) => box.checked).map((box) => box.value).join(",");
}

/** Follow what is ticked and chosen in `known`. */
export function listenForGuidance(form, known) {
  known.addEventListener("change", (event) => {
    if (event.target.name === "guidance_step") keep(form, "guidance_steps", stepsOf([...known.querySelectorAll('input[name="guidance_step"]')]));
    else if (event.target.name === "guidance_choice" && event.target.checked) keep(form, "guidance_outcome", event.target.value);
  });
}

function keep(form, name, value) {
  const field = form.elements[name];
  if (!field || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** After the column was drawn anew: show what is kept; what was said about another item is let go. */
export function keepGuidance(form, known) {
  const part = known.querySelector("[data-guidance-item]");
  const item = part?.dataset.guidanceItem ?? "";
  if (known.dataset.guidedItem !== undefined && known.dataset.guidedItem !== item) {
    keep(form, "guidance_outcome", "");
    keep(form, "guidance_steps", "");
  }
  known.dataset.guidedItem = item;
  const steps = (form.elements.guidance_steps?.value ?? "").split(",");
  for (const box of part?.querySelectorAll('input[name="guidance_step"]') ?? []) box.checked = steps.includes(box.value);
  const outcome = form.elements.guidance_outcome?.value ?? "";
  let shown = false;
  for (const radio of part?.querySelectorAll('input[name="guidance_choice"]') ?? []) {
    radio.checked = radio.value === outcome;
    shown ||= radio.checked;
  }
  // An outcome that is not offered any more, because the call became urgent, is not filed either.
  if (outcome && !shown) keep(form, "guidance_outcome", "");
}
