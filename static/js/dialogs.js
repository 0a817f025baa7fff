// Native dialogs: data-opens="id" opens one, data-closes closes the one around it, a press outside closes it.

// Where the hands begin: the first field, not the button that closes.
const FIRST = [".dialog-body input:not([type=hidden]):enabled", ".dialog-body select:enabled", ".dialog-body textarea:enabled"].join();

export function listenForDialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = root.getElementById(opener.dataset.opens);
      if (dialog && !dialog.open) {
        dialog.showModal();
        dialog.querySelector(FIRST)?.focus();
        dialog.dispatchEvent(new CustomEvent("opened", { detail: { opener } }));
      }
      return;
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    else if (event.target.matches("dialog[open]") && outside(event.target, event)) event.target.close();
  });
}

function outside(dialog, event) {
  // A key that presses a button inside arrives as a click at 0,0: that is no press outside.
  if (event.detail === 0) return false;
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
