// Keys press buttons. An element says which with data-key ("F9", "Alt+D", "A", "/", "?", "Ctrl+Enter"); its key cap shows it.

const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable=true]";

/** The name of the key that was pressed, in the same words as data-key and aria-keyshortcuts. */
export function keyName(event) {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  let key = event.key;
  const letter = /^Key([A-Z])$/.exec(event.code ?? "")?.[1];
  const digit = /^Digit([0-9])$/.exec(event.code ?? "")?.[1];
  // Alt turns letters into signs on some keyboards; an input method turns them into "Process".
  if (letter && (event.altKey || key.length === 1 || key === "Process")) key = letter;
  else if (digit && event.altKey) key = digit;
  if (event.shiftKey && (key.length > 1 || letter)) parts.push("Shift");
  parts.push(key.length === 1 ? key.toUpperCase() : key);
  return parts.join("+");
}

/** Whether a key may act although the cursor stands in a text field: function keys and Alt or Ctrl combinations. */
export function worksWhileTyping(name) {
  return /^F\d{1,2}$/.test(name) || name.startsWith("Alt+") || name.startsWith("Ctrl+");
}

/** Of the elements waiting for this key, the one that is meant: in the open dialog first, then nearest in its own part. */
export function choose(candidates, active) {
  const scope = active?.closest?.("[data-key-scope]");
  return candidates.find((element) => scope?.contains(element)) ?? candidates[0] ?? null;
}

function canPress(element) {
  return !element.disabled && element.getAttribute("aria-disabled") !== "true" && !element.closest("[hidden], [inert]") && element.getClientRects().length > 0;
}

function openDialog(root) {
  const open = [...root.querySelectorAll("dialog[open]")];
  return open.at(-1) ?? null;
}

function press(element) {
  if (element.matches(TYPING)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

/** Let keys press what carries them. */
export function listenForKeys(root) {
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.repeat) return;
    const name = keyName(event);
    const typing = event.target.closest?.(TYPING);
    if (typing && !worksWhileTyping(name)) return;
    const within = openDialog(root) ?? root;
    const waiting = [...within.querySelectorAll("[data-key]")].filter((element) => element.dataset.key === name && canPress(element));
    const chosen = choose(waiting, event.target);
    if (!chosen) return;
    event.preventDefault();
    press(chosen);
  });
}
