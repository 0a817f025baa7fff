// <form data-sturdy>: sent by fetch and sent again until the server answers, so that a bad line loses and doubles nothing.
// The server says where to go ({"location"}) or sends the page again with the reasons, whose [data-swap] parts are taken.
import { requestId } from "../csrf_fetch.js";
import { toast } from "../toast.js";
import { say } from "../words.js";
import { swapIn } from "./swap.js";

const AGAIN_MS = 3_000;
const NO_CONTENT = new Set(["request_id", "csrfmiddlewaretoken"]);
const NOBODY_THERE = new Set([502, 503, 504]);

/** A short name for what a form says; two different calls practically never share one. */
export function fingerprint(text) {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return `${(high >>> 0).toString(36)}-${(low >>> 0).toString(36)}`;
}

/**
 * The id to send under. An act whose answer never came keeps its id as long as it says the same; once it says
 * something else it is another act. `open` is what was sent without an answer, or null.
 */
export function idFor(given, content, open, fresh = requestId) {
  if (open === null) return given;
  return open.content === content ? open.id : fresh();
}

function remember(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still sends.
  }
}

function remembered(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function bodyOf(form, submitter) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  if (submitter?.name) body.set(submitter.name, submitter.value);
  return body;
}

function band(form, which) {
  const bands = document.querySelectorAll("[data-line]");
  for (const one of bands) one.hidden = one.dataset.line !== which;
  form.toggleAttribute("data-waiting", which === "lost");
}

/** Resolves after a while, at once when the line is back, and with true when the person stops it. */
function pause(ms) {
  return new Promise((done) => {
    const stop = (event) => event.target.closest?.("[data-line-stop]") && finish(true);
    const back = () => finish(false);
    const timer = setTimeout(back, ms);
    const finish = (stopped) => {
      clearTimeout(timer);
      removeEventListener("online", back);
      document.removeEventListener("click", stop);
      done(stopped);
    };
    addEventListener("online", back);
    document.addEventListener("click", stop);
  });
}

async function untilAnswered(form, body) {
  for (;;) {
    try {
      const answer = await fetch(form.getAttribute("action") || location.href, {
        method: "POST",
        body,
        credentials: "same-origin",
        headers: { "X-Requested-With": "fetch", Accept: "application/json, text/html" },
      });
      if (!NOBODY_THERE.has(answer.status)) return answer;
    } catch {
      // No line: told below, and tried again.
    }
    band(form, "lost");
    if (await pause(AGAIN_MS)) return null;
  }
}

async function send(form, submitter) {
  if (form.dataset.sending) return;
  form.dataset.sending = "true";
  submitter?.setAttribute("aria-busy", "true");
  const body = bodyOf(form, submitter);
  const key = `sent:${location.pathname}:${form.id}`;
  const content = fingerprint(JSON.stringify([...body].filter(([name]) => !NO_CONTENT.has(name))));
  body.set("request_id", idFor(body.get("request_id"), content, remembered(key)));
  remember(key, { id: body.get("request_id"), content });
  const answer = await untilAnswered(form, body);
  const leaving = answer !== null && (await take(form, answer, key));
  if (leaving) return;
  delete form.dataset.sending;
  submitter?.removeAttribute("aria-busy");
}

/** Act on the answer; true when the page is about to be left. */
async function take(form, answer, key) {
  if (answer.redirected) {
    band(form, "signed_out");
    return false;
  }
  band(form, null);
  const kind = answer.headers.get("Content-Type") ?? "";
  if (answer.ok && kind.includes("json")) {
    remember(key, null);
    location.assign((await answer.json()).location);
    return true;
  }
  if (kind.includes("html") && [200, 400, 409].includes(answer.status)) {
    remember(key, null);
    swapIn(await answer.text());
    firstWrong(form)?.focus();
    return false;
  }
  toast(say("The server could not do this. Nothing was changed; try again."), { tone: "urgent", title: say("Not sent") });
  return false;
}

function firstWrong(form) {
  return form.querySelector('[aria-invalid="true"]') ?? document.querySelector("[data-refusal]");
}

/** Send the forms of this page that ask for it. */
export function sendSturdily(root) {
  root.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("form[data-sturdy]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  globalThis.addEventListener?.("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of root.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
    for (const button of root.querySelectorAll("form[data-sturdy] [aria-busy]")) button.removeAttribute("aria-busy");
  });
}
