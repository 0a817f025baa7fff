// What the words propose, while they are typed: chips to take by a key. Nothing is set until one is taken, and a danger
// only lights its question: the caller's answer counts.
import { post } from "../csrf_fetch.js";
import { say } from "../words.js";

const WAIT_MS = 250;
const SHORTEST = 2;
const WORDS_SHOWN = 2;

/** The chips of a proposal, in the order of their keys: what each sets, its name and the words that led to it. */
export function chipsOf(told) {
  const chips = [];
  if (told.category) chips.push({ sets: { category: told.category.code }, name: told.category.name, words: told.category.words });
  if (told.category && told.item) chips.push({ sets: { category: told.category.code, item: told.item.code }, name: told.item.name, words: told.item.words });
  if (told.indoor_temp_c !== null && told.indoor_temp_c !== undefined) chips.push({ sets: { indoor_temp_c: String(told.indoor_temp_c) }, name: `${told.indoor_temp_c} °C`, words: [told.temperature_words] });
  for (const other of told.others ?? []) chips.push({ sets: { category: other.code }, name: other.name, words: other.words });
  return chips.slice(0, 6).map((chip, place) => ({ ...chip, key: `Alt+${place + 1}` }));
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function quoted(words) {
  return words.slice(0, WORDS_SHOWN).map((word) => `“${word}”`).join(" ");
}

function isSet(form, sets) {
  return Object.entries(sets).every(([name, value]) => new FormData(form).get(name) === value);
}

function take(form, sets) {
  for (const [name, value] of Object.entries(sets)) {
    const radio = form.querySelector(`input[type=radio][name="${name}"][value="${CSS.escape(value)}"]`);
    if (radio) radio.checked = true;
    // Not form.elements[name]: "item" is a method there.
    else form.querySelector(`[name="${name}"]`).value = value;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function keyedButton({ name, words, key }, urgent) {
  const button = element("button", "proposal");
  button.type = "button";
  // Tab leads from the narrative to the place; chips have keys.
  button.tabIndex = -1;
  if (urgent) button.dataset.tone = "urgent";
  button.append(element("span", "", name), element("span", "proposal-because", say("because %(words)s", { words: quoted(words) })));
  if (key) {
    button.dataset.key = key;
    button.setAttribute("aria-keyshortcuts", key);
    const cap = element("kbd", "keycap", key);
    cap.setAttribute("aria-hidden", "true");
    button.append(cap);
  }
  return button;
}

function chipElement(form, chip, urgent) {
  const button = keyedButton(chip, urgent);
  button.addEventListener("click", () => take(form, chip.sets));
  button.chip = chip;
  return button;
}

/** A danger that was heard leads to its question, wherever that stands on the page; it answers nothing. */
function dangerElement(form, danger, place) {
  const button = keyedButton({ name: say("Ask now: %(danger)s", { danger: danger.name }), words: danger.words, key: place === 0 ? "Alt+Q" : "" }, true);
  button.dataset.danger = danger.code;
  button.addEventListener("click", () => {
    const answers = [...form.querySelectorAll(`input[name="danger_${CSS.escape(danger.code)}"]`)];
    (answers.find((answer) => answer.checked) ?? answers[0])?.focus();
  });
  return button;
}

function showTaken(form, box) {
  for (const button of box.querySelectorAll("button.proposal:not([data-danger])")) button.setAttribute("aria-pressed", String(isSet(form, button.chip.sets)));
}

function lightQuestions(form, dangers) {
  for (const row of form.querySelectorAll("[data-question]")) {
    const name = row.querySelector("input")?.name ?? "";
    const danger = dangers.find((each) => name === `danger_${each.code}`);
    row.querySelector(".heard")?.remove();
    row.toggleAttribute("data-heard", Boolean(danger));
    if (danger) row.querySelector(".ask").append(element("span", "heard", say("heard: %(words)s", { words: quoted(danger.words) })));
  }
}

/** Listen to the narrative of the call form and show what it proposes. */
export function listenForProposals(form, { ask = post } = {}) {
  let timer = null;
  let request = null;
  let asked = "";

  const boxOf = () => form.querySelector("[data-proposals]");

  function show(told) {
    const box = boxOf();
    const chips = told ? chipsOf(told) : [];
    const dangers = told?.dangers ?? [];
    const isUrgent = (chip) => told.urgency === "urgent" && chip.sets.category === told.category?.code;
    box.replaceChildren(
      ...dangers.map((danger, place) => dangerElement(form, danger, place)),
      ...chips.map((chip) => chipElement(form, chip, isUrgent(chip))),
    );
    box.hidden = box.childElementCount === 0;
    lightQuestions(form, dangers);
    showTaken(form, box);
  }

  async function propose() {
    const text = form.elements.text.value.trim();
    if (text === asked) return;
    asked = text;
    request?.abort();
    if (text.length < SHORTEST) {
      show(null);
      return;
    }
    request = new AbortController();
    try {
      show(await ask(boxOf().dataset.proposals, { text: text.slice(0, 2000) }, { signal: request.signal }));
    } catch (error) {
      // A proposal is a help, not a need: without an answer the form works as before. The next sign typed asks again.
      if (error.name !== "AbortError") {
        asked = "";
        show(null);
      }
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(propose, WAIT_MS);
  }

  form.addEventListener("input", (event) => {
    if (event.target.name === "text") soon();
  });
  form.addEventListener("change", () => showTaken(form, boxOf()));
  form.addEventListener("draft-restored", soon);
  document.addEventListener("swapped", () => {
    asked = "";
    soon();
  });
  if (form.elements.text.value) soon();
}
