// One order on the phone: steps that survive a bad line, the position when arriving, more rows of readings, and word of changes.
import { sendSturdily } from "./sturdy_forms.js";

sendSturdily(document);

// ---- where the phone is, for the step that asks for it; without an answer the step goes on without
function locate() {
  const form = document.querySelector('form[data-step="arrival"]');
  if (!form || !navigator.geolocation) return;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.latitude.value = coords.latitude;
      form.elements.longitude.value = coords.longitude;
    },
    () => {},
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
  );
}
locate();

// ---- readings: rows wait hidden until they are wanted; those a kept draft has filled are shown
const rows = () => [...document.querySelectorAll("[data-row]")];

function showFilled() {
  for (const row of rows()) if ([...row.querySelectorAll("input")].some((field) => field.value !== "")) row.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  const next = button && rows().find((row) => row.hidden);
  if (!next) return;
  next.hidden = false;
  next.querySelector("input").focus();
  button.hidden = rows().every((row) => !row.hidden);
});
showFilled();

// ---- what happens to the order meanwhile is told; what is being typed stays
const LOOK_MS = 20_000;

async function look() {
  const changed = document.querySelector("[data-changed]");
  if (!changed || document.visibilityState !== "visible" || document.querySelector("form[data-sending]")) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (answer.status === 404) document.querySelector("[data-gone]").hidden = false;
    if (!answer.ok || answer.redirected) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-changed]");
    changed.hidden = now.dataset.changed === changed.dataset.changed;
  } catch {
    // No connection: the step itself says so when it is pressed.
  }
}
setInterval(look, LOOK_MS);
addEventListener("visibilitychange", look);

addEventListener("pageshow", (event) => event.persisted && location.reload());
