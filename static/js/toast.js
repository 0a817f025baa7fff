// Short words at the corner for what was refused or done; the page's live region reads them out.
import { say } from "./words.js";

const SHOWN_MS = 6000;

/**
 * @param {string} text
 * @param {{title?: string, tone?: "info"|"ok"|"urgent"}} options an urgent one stays until it is closed
 */
export function toast(text, { title = "", tone = "info" } = {}) {
  const region = document.getElementById("toasts");
  if (!region) return null;
  const note = document.createElement("div");
  note.className = "toast";
  note.dataset.tone = tone;
  const words = document.createElement("p");
  words.className = "toast-text";
  if (title) {
    const head = document.createElement("strong");
    head.className = "toast-title";
    head.textContent = title;
    words.append(head);
  }
  words.append(text);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button";
  close.dataset.kind = "quiet";
  close.setAttribute("aria-label", say("Close"));
  close.textContent = "✕";
  close.addEventListener("click", () => note.remove());
  note.append(words, close);
  region.append(note);
  if (tone !== "urgent") setTimeout(() => note.remove(), SHOWN_MS);
  return note;
}

/** Read something out at once without showing it. */
export function announce(text) {
  const region = document.getElementById("announcer");
  if (region) region.textContent = text;
}
