// One work order's page: each move is one POST; a refusal is shown where it was asked.
import "./crew_choice.js";
import { post } from "./csrf_fetch.js";
import { sendMove, valuesOf } from "./moves.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

const page = document.querySelector("[data-order-page]");
const version = Number(page.dataset.version);
const addressOf = (noun) => `${page.dataset.api}${noun}/`;

for (const button of page.querySelectorAll("button[data-move]")) {
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    try {
      await sendMove(addressOf(button.dataset.move), { version }, post);
      location.reload();
    } catch (refused) {
      toast(refused.message, { tone: "urgent", title: say("Refused") });
      button.removeAttribute("aria-busy");
    }
  });
}

for (const form of document.querySelectorAll("form[data-move]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("[type=submit]");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    showRefusal(form, null);
    try {
      await sendMove(addressOf(form.dataset.move), { version, ...valuesOf(form) }, post);
      location.reload();
    } catch (refused) {
      showRefusal(form, refused);
      button.removeAttribute("aria-busy");
    }
  });
}

for (const choice of document.querySelectorAll("dialog crew-choice")) choice.closest("dialog").addEventListener("opened", () => choice.begin());

function showRefusal(form, refused) {
  const band = form.querySelector("[data-refusal]");
  band.hidden = !refused;
  band.textContent = refused?.message ?? "";
  for (const place of form.querySelectorAll("[data-error-of]")) {
    const wrong = refused?.fields?.[place.dataset.errorOf];
    place.hidden = !wrong;
    place.textContent = [wrong].flat().filter(Boolean).join(" ");
  }
}
