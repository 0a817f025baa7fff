// The call form and what is never lost of it: kept while it is typed, parked, frozen before it is sent, sent until it is answered.
import { Keeper } from "../drafts/keeper.js";
import { isDanger } from "../outbox/entries.js";
import { keeping } from "../nothing_lost.js";
import { toast } from "../toast.js";
import { say } from "../words.js";
import { swapIn } from "./swap.js";

const PATIENCE_MS = 1_500;
const NOT_KEPT = new Set(["csrfmiddlewaretoken", "request_id"]);

function pairsToSend(form, submitter) {
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
  return submitter?.name ? [...pairs.filter(([name]) => name !== submitter.name), [submitter.name, submitter.value]] : pairs;
}

class CallSending {
  constructor(form) {
    this.form = form;
    this.blank = [...form.querySelectorAll("select")].map((select) => select.value);
    this.keeper = new Keeper({ form, locals: keeping.locals, server: keeping.server, onKept: () => keeping.redraw() });
    keeping.keeper = this.keeper;
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("click", (event) => this.clicked(event));
    // What stands beside the form could not be asked for without a line.
    keeping.addEventListener("line", (event) => event.detail === "there" && form.dispatchEvent(new Event("change", { bubbles: true })));
    keeping.addEventListener("answer", (event) => event.detail.id === this.id && this.answered(event));
    // Coming back by the browser's Back button: begin with what is kept, not with how the page was left.
    globalThis.addEventListener("pageshow", (event) => event.persisted && location.reload());
    this.started = this.start();
  }

  async start() {
    await keeping.ready;
    const asked = new URLSearchParams(location.search).get("draft");
    const entry = asked ? await keeping.outbox.store.get(asked) : null;
    const own = entry?.user === keeping.user.id ? entry : null;
    const pairs = own && (await keeping.outbox.read(own));
    this.keeper.paused = own?.state === "waiting";
    if (this.keeper.paused) this.id = own.id;
    await this.keeper.start(pairs);
    this.form.dataset.kept = "true";
    if (own?.state === "refused") await keeping.outbox.withdraw(own.id);
    // Loaded anew while it is being sent: go on waiting, unless it was answered meanwhile.
    else if (own && this.keeper.key === own.id && (await keeping.outbox.store.get(own.id))) this.wait(own.id, own.danger);
    else if (own) this.free();
    keeping.redraw();
  }

  // ---- sending
  async submitted(event) {
    event.preventDefault();
    const { form } = this;
    if (form.dataset.sending) return;
    form.dataset.sending = "true";
    event.submitter?.setAttribute("aria-busy", "true");
    const pairs = pairsToSend(form, event.submitter);
    await this.started;
    this.keeper.keep();
    const id = this.keeper.key;
    this.patience = setTimeout(() => this.band("lost"), PATIENCE_MS);
    this.wait(id, isDanger(pairs), keeping.line.state === "away");
    try {
      await keeping.outbox.add(id, pairs);
    } catch {
      this.free();
      toast(say("This machine could not keep the call. Write it down and tell the centre by telephone."), { tone: "urgent", title: say("Not sent") });
    }
  }

  wait(id, danger, shown = this.patience === undefined) {
    this.id = id;
    this.keeper.paused = true;
    keeping.view.current = id;
    this.form.dataset.sending = "true";
    for (const part of this.form.querySelectorAll("[data-swap]")) part.inert = true;
    for (const line of document.querySelectorAll("[data-unsent-danger]")) line.hidden = !danger;
    if (shown) this.band("lost");
  }

  free() {
    clearTimeout(this.patience);
    this.patience = undefined;
    this.id = keeping.view.current = null;
    this.keeper.paused = false;
    delete this.form.dataset.sending;
    for (const part of this.form.querySelectorAll("[data-swap]")) part.inert = false;
    for (const button of document.querySelectorAll("#call-form [aria-busy]")) button.removeAttribute("aria-busy");
    this.band(null);
  }

  band(which) {
    for (const one of this.form.querySelectorAll("[data-line]")) {
      const shows = one.dataset.line === which;
      if (shows && one.hidden) requestAnimationFrame(() => one.scrollIntoView({ block: "center" }));
      one.hidden = !shows;
    }
    this.form.toggleAttribute("data-waiting", which === "lost");
  }

  answered(event) {
    const { became, body } = event.detail;
    if (became === "filed") {
      event.preventDefault();
      this.keeper.filed();
      location.assign(body.location);
    } else if (became === "refused") {
      event.preventDefault();
      this.refused(body);
    } else if (became === "signed_out") {
      event.preventDefault();
      this.band("signed_out");
    } else {
      this.band("lost");
    }
  }

  /** The reasons beside the fields; the call is the form's again. */
  async refused(body) {
    const { id, form } = this;
    this.free();
    await keeping.outbox.withdraw(id);
    if (body?.page) swapIn(body.page);
    else toast(body?.message ?? say("The server could not read this."), { tone: "urgent", title: say("Not sent") });
    // The server's page has a number of its own; the call keeps its own, unless that is somebody else's.
    form.querySelector("input[name=request_id]").value = id;
    if (body?.code === "request_id_taken" && this.keeper.local) this.keeper.fork();
    const told = form.querySelector("[data-refusal] .strip-body");
    if (told && body?.location) {
      const link = document.createElement("a");
      link.href = body.location;
      link.textContent = say("Open the call");
      told.append(" ", link);
    }
    (form.querySelector('[aria-invalid="true"]') ?? form.querySelector("[data-refusal]"))?.focus();
  }

  // ---- keys beside sending
  async clicked(event) {
    if (event.target.closest?.("[data-line-stop]")) {
      const { id } = this;
      this.free();
      if (id) await keeping.outbox.withdraw(id);
      this.form.querySelector("[name=text]").focus();
    } else if (event.target.closest?.("[data-next-call]")) {
      this.next();
    } else if (event.target.closest?.("[data-park]")) {
      await this.park();
    }
  }

  async park() {
    if (this.form.dataset.sending) return;
    await this.started;
    if (await this.keeper.park()) this.next();
    else toast(say("There is nothing to park yet."));
  }

  /** An empty form: from the server when it is there, else this one again. */
  next() {
    if (keeping.line.state === "there") {
      location.assign(keeping.section.dataset.form);
      return;
    }
    this.free();
    this.clear();
    this.keeper.renew();
    keeping.redraw();
    keeping.changed();
    this.form.querySelector("[name=text]").focus();
  }

  clear() {
    const { form } = this;
    form.querySelector("input[name=ring]")?.remove();
    for (const told of form.querySelectorAll("[data-refusal], .field-error")) told.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const field of form.querySelectorAll("input:not([type=radio]):not([type=checkbox]), textarea")) if (!NOT_KEPT.has(field.name)) field.value = "";
    for (const box of form.querySelectorAll("input[type=radio], input[type=checkbox]")) box.checked = false;
    [...form.querySelectorAll("select")].forEach((select, place) => (select.value = this.blank[place] ?? select.value));
    for (const part of form.querySelectorAll("[data-chosen]")) part.removeAttribute("data-chosen");
    for (const heard of form.querySelectorAll("[data-proposals]")) {
      heard.replaceChildren();
      heard.hidden = true;
    }
    document.dispatchEvent(new CustomEvent("swapped", { detail: { changed: 1 } }));
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Let nothing be lost of this form. */
export function sendSafely(form) {
  return new CallSending(form);
}
