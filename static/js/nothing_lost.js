// Nothing lost, on every page of those who take calls: the line is watched, the outbox sends, unfinished calls are offered.
import { LocalDrafts } from "./drafts/local.js";
import { LOCK } from "./drafts/keeper.js";
import { ServerDrafts } from "./drafts/server.js";
import { settled, unfinished } from "./drafts/state.js";
import { labelOf } from "./outbox/entries.js";
import { watchLine } from "./outbox/line.js";
import { Outbox } from "./outbox/outbox.js";
import { keyFrom, seal, unseal } from "./outbox/seal.js";
import { openStore } from "./outbox/store.js";
import { View } from "./outbox/view.js";
import { announce, toast } from "./toast.js";
import { say, sayMany } from "./words.js";

const LOOK_AGAIN_MS = 60_000;
const REDRAW_MS = 1_600;

class Keeping extends EventTarget {
  constructor(section) {
    super();
    const { user, name, drafts } = section.dataset;
    this.section = section;
    this.user = { id: Number(user), name };
    this.locals = new LocalDrafts(this.user.id);
    this.server = new ServerDrafts(drafts);
    this.view = new View(section, this.user.id);
    this.remotes = null;
    this.signedOut = false;
    this.keeper = null; // of the call form, where there is one
    this.ready = this.open(section);
  }

  async open(section) {
    const key = await keyFrom(section.dataset.seal);
    // It is in memory now, and stays nowhere else.
    delete section.dataset.seal;
    this.outbox = new Outbox({
      store: await openStore(),
      user: this.user,
      url: section.dataset.form,
      seal: (value) => seal(key, value),
      unseal: (sealed) => unseal(key, sealed),
      onAnswer: (told) => this.answered(told),
      onChange: () => this.changed(),
    });
    this.channel = globalThis.BroadcastChannel && new BroadcastChannel("nothing-lost");
    this.channel?.addEventListener("message", () => this.redraw());
    this.line = watchLine(section.dataset.line, (state) => this.lineIs(state));
    this.view.away(this.line.state === "away");
    this.outbox.poke();
    await this.redraw();
    this.look();
  }

  // ---- the line
  lineIs(state) {
    this.view.away(state === "away");
    this.redraw();
    if (state === "there") {
      this.outbox.poke();
      this.keeper?.flush();
      this.look();
    }
    this.dispatchEvent(new CustomEvent("line", { detail: state }));
  }

  // ---- unsent
  changed() {
    this.channel?.postMessage("changed");
    this.redraw();
    clearTimeout(this.redrawTimer);
    this.redrawTimer = setTimeout(() => this.redraw(), REDRAW_MS);
  }

  async answered({ entry, became, body }) {
    if (became === "nobody") this.line.tick();
    else this.line.heard();
    this.signedOut = became === "signed_out";
    if (became === "filed") this.forget(entry.id);
    const told = new CustomEvent("answer", { detail: { id: entry.id, became, body }, cancelable: true });
    // The form the call was written in takes its answer itself.
    if (!this.dispatchEvent(told)) return;
    if (became === "filed") await this.tellFiled(entry, body.location);
    if (became === "refused") announce(say("A call was not taken: it has to be mended."));
  }

  async tellFiled(entry, location) {
    const { tail, place } = labelOf((await this.outbox.read(entry)) ?? []);
    const note = toast([tail, place].filter(Boolean).join(" · "), { title: say("The kept call was filed") });
    const link = document.createElement("a");
    link.href = location;
    link.textContent = ` ${say("Open the call")}`;
    note?.querySelector(".toast-text").append(link);
    announce(say("The kept call was filed"));
  }

  async redraw() {
    const entries = await this.outbox.store.all();
    await this.view.unsent(entries, (entry) => this.outbox.read(entry), { signedOut: this.signedOut });
    this.view.unfinished(await this.unfinishedNow(entries));
  }

  // ---- unfinished
  async look() {
    clearTimeout(this.lookTimer);
    this.lookTimer = setTimeout(() => document.visibilityState === "visible" && this.look(), LOOK_AGAIN_MS);
    const list = await this.server.list();
    if (list !== undefined) this.remotes = list;
    await this.redraw();
  }

  async unfinishedNow(entries) {
    const inHand = new Set(entries.map((entry) => entry.id));
    if (this.keeper) inHand.add(this.keeper.key);
    const locks = await globalThis.navigator?.locks?.query?.();
    for (const { name } of locks?.held ?? []) if (name.startsWith(LOCK)) inHand.add(name.slice(LOCK.length));
    return unfinished(this.remotes, this.locals.all(), inHand);
  }

  forget(key) {
    this.locals.remove(key);
    this.remotes = this.remotes && this.remotes.filter((one) => one.key !== key);
  }

  async discard(key) {
    if (await this.server.remove(key)) this.forget(key);
    else toast(say("No connection to the server."), { tone: "urgent" });
    this.changed();
  }

  // ---- signing out
  /** What would be left behind, in words; null when nothing is. */
  async leftBehind() {
    await this.ready;
    await this.keeper?.flush();
    await this.look();
    const entries = await this.outbox.store.all();
    const unsent = entries.filter((entry) => entry.user === this.user.id).length;
    const open = (await this.unfinishedNow(entries)).length + (this.keeper?.local ? 1 : 0);
    return { unsent, open };
  }

  /** Callers' words the server has are not left on a machine nobody is signed in at. */
  forgetSettled() {
    for (const key of settled(this.remotes ?? [], this.locals.all())) this.locals.remove(key);
  }
}

function listen(keeping, section) {
  section.addEventListener("click", (event) => {
    const again = event.target.closest("[data-send-again]");
    if (again) keeping.outbox.sendAgain(again.closest("[data-entry]").dataset.entry);
    const discard = event.target.closest("[data-discard]");
    if (!discard) return;
    if (discard.dataset.armed) {
      keeping.discard(discard.closest("[data-draft]").dataset.draft);
      return;
    }
    discard.dataset.armed = "true";
    discard.textContent = say("Discard for good");
    discard.addEventListener("blur", () => {
      delete discard.dataset.armed;
      discard.textContent = "✕";
    });
  });
  // Without a line a page that is left does not come again: the one that is open stays.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || keeping.line?.state !== "away" || event.defaultPrevented || link.target || !keeping.keeper) return;
    event.preventDefault();
    toast(say("No connection: this page stays open. Calls can be taken here."), { tone: "info" });
  });
  guardSignOut(keeping, section.querySelector("#leaving-work"));
  addEventListener("online", () => keeping.outbox?.poke());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    keeping.outbox?.poke();
    keeping.look();
  });
}

function guardSignOut(keeping, dialog) {
  let sure = false;
  let form = null;
  const leave = () => {
    keeping.forgetSettled();
    sure = true;
    form.requestSubmit();
  };
  document.addEventListener(
    "submit",
    async (event) => {
      if (sure || !event.target.matches("[data-sign-out]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      form = event.target;
      const { unsent, open } = await keeping.leftBehind();
      if (!unsent && !open) {
        leave();
        return;
      }
      show(dialog.querySelector("[data-unsent-words]"), unsent && sayMany("%(count)s call is not sent yet. It is sent when you sign in again on this machine.", "%(count)s calls are not sent yet. They are sent when you sign in again on this machine.", unsent));
      show(dialog.querySelector("[data-unfinished-words]"), open && sayMany("%(count)s call is unfinished. It is offered when you sign in again, on any machine.", "%(count)s calls are unfinished. They are offered when you sign in again, on any machine.", open));
      dialog.showModal();
    },
    { capture: true },
  );
  dialog.querySelector("[data-leave]").addEventListener("click", leave);
}

function show(place, words) {
  place.hidden = !words;
  place.textContent = words || "";
}

const section = globalThis.document?.getElementById("keeping");
/** What this page keeps; null for those who take no calls. */
export const keeping = section ? new Keeping(section) : null;
if (keeping) listen(keeping, section);
