// The inbox: follows the bell, J and K move, R marks as read, and the sound is switched here.
import { ring, setSound, soundIsOn } from "./inbox_sound.js";
import { refresh } from "./swap.js";
import { say } from "../words.js";

const rows = () => [...document.querySelectorAll(".notice-open")];

/** The place to go to from here, by this many, without leaving the list. */
export function stepTo(length, here, by) {
  if (!length) return -1;
  return here < 0 ? 0 : Math.min(length - 1, Math.max(0, here + by));
}

function move(by) {
  const all = rows();
  const next = all[stepTo(all.length, all.indexOf(document.activeElement), by)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function readFocused() {
  const row = document.activeElement?.closest(".notice-row");
  row?.querySelector(".notice-read")?.click();
}

const KEYS = { j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1), r: readFocused };

function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest?.("input, textarea, select, dialog, details")) return;
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("inbox-moved", () => refresh());
  const button = document.querySelector("[data-sound]");
  const show = () => {
    button.setAttribute("aria-pressed", String(soundIsOn()));
    button.querySelector("span").textContent = soundIsOn() ? say("Sound on") : say("Sound off");
  };
  button.addEventListener("click", () => {
    setSound(!soundIsOn());
    show();
    if (soundIsOn()) ring();
  });
  show();
}

if (globalThis.document?.querySelector(".inbox")) listen();
