// Who is calling: the list beside the form offers, a key or a click takes. Only then is the whole number asked for.
import { get } from "../csrf_fetch.js";
import { toast } from "../toast.js";

/** What a key means in the list of callers: a step, or the place of the one that is taken; null when nothing. */
export function meantInList(key, at, count) {
  if (count === 0) return null;
  if (key === "ArrowDown") return { focus: (at + 1) % count };
  if (key === "ArrowUp") return { focus: (at - 1 + count) % count };
  const place = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
  return place >= 0 && place < count ? { take: place } : null;
}

/** Whether what is typed is only a part of the number that was chosen. */
export function isPartOf(typed, phone) {
  const digits = typed.replace(/\D/g, "");
  return digits !== "" && digits !== phone.replace(/\D/g, "") && phone.replace(/\D/g, "").includes(digits);
}

/** Follow the list in `known`; `changed` is told when somebody was taken or let go. */
export function listenForCallers(form, known, changed) {
  let before = null;
  // Taking a caller chooses their place as the search does; that must not let them go again.
  let taking = false;

  function keep(household) {
    form.elements.household.value = household;
    form.elements.household.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function letGo() {
    if (!taking && form.elements.household.value) keep("");
  }

  async function take(button) {
    button.disabled = true;
    try {
      const { callerKind: kind, callerId: id } = button.dataset;
      const chosen = await get(`/api/callers/chosen/?kind=${encodeURIComponent(kind)}&id=${encodeURIComponent(id)}`);
      taking = true;
      const phone = form.elements.caller_phone;
      if (chosen.phone && (kind === "caller" || isPartOf(phone.value, chosen.phone))) phone.value = chosen.phone;
      const search = form.querySelector("place-search");
      if (chosen.building) {
        search.results = [{ ...chosen, detail: "", key_site: "" }];
        search.choose(0);
      }
      keep(kind === "household" ? String(chosen.id) : "");
      taking = false;
      if (known.contains(document.activeElement)) (before?.isConnected ? before : form.elements.caller_phone).focus();
      changed();
    } catch (refused) {
      taking = false;
      button.disabled = false;
      toast(refused.message, { tone: "urgent" });
    }
  }

  const list = () => [...known.querySelectorAll("button[data-caller-id]")];

  known.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-caller-id]")) take(button);
    else if (button.matches("[data-caller-away]")) {
      keep("");
      changed();
    } else if (button.matches("[data-to-callers]")) {
      before = document.activeElement;
      list()[0]?.focus();
    }
  });
  known.addEventListener("keydown", (event) => {
    const all = list();
    const at = all.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      (before?.isConnected ? before : form.elements.caller_phone).focus();
      return;
    }
    const meant = meantInList(event.key, at, all.length);
    if (!meant) return;
    event.preventDefault();
    if ("focus" in meant) all[meant.focus].focus();
    else take(all[meant.take]);
  });
  form.addEventListener("place-chosen", letGo);
  form.addEventListener("input", (event) => {
    if (["place_label", "caller_phone"].includes(event.target.name)) letGo();
  });
}
