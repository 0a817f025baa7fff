// A half-typed form survives a reload, a crash and a wrong click. <form data-draft="new-call">.

const PREFIX = "draft:";
const KEEP_MS = 24 * 60 * 60 * 1000;
const NEVER = new Set(["csrfmiddlewaretoken", "request_id", "version", "next"]);

/** The values worth keeping of a list of [name, value] pairs; nothing worth keeping gives null. */
export function worthKeeping(pairs) {
  const kept = pairs.filter(([name, value]) => name && !NEVER.has(name) && typeof value === "string" && value !== "");
  return kept.length ? kept : null;
}

/** Read a kept draft; one too old, torn or foreign is as good as none. */
export function readDraft(text, now) {
  try {
    const draft = JSON.parse(text ?? "null");
    if (!draft || !Array.isArray(draft.pairs) || now - draft.at > KEEP_MS) return null;
    return draft.pairs;
  } catch {
    return null;
  }
}

function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** Forget the draft, because the form was saved. */
export function clearDraft(name) {
  storage()?.removeItem(PREFIX + name);
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !NEVER.has(field.name) && !["password", "file", "submit", "button"].includes(field.type) && !field.matches("[data-no-draft]"));
}

/** What a form holds now, as [name, value] pairs. */
export function pairsOf(form) {
  return fieldsOf(form)
    .filter((field) => (field.type !== "checkbox" && field.type !== "radio") || field.checked)
    .map((field) => [field.name, field.value]);
}

/** Fill a form with kept pairs; true when that changed anything. */
export function restore(form, pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  let changed = false;
  for (const field of fieldsOf(form)) {
    const kept = values.get(field.name);
    if (!kept) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      const checked = kept.includes(field.value);
      changed ||= field.checked !== checked;
      field.checked = checked;
    } else if (field.value !== kept[0]) {
      field.value = kept[0];
      changed = true;
    }
  }
  return changed;
}

/** Keep the drafts of every form on the page that asks for it. */
export function keepDrafts(root) {
  const store = storage();
  if (!store) return;
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const key = PREFIX + form.dataset.draft;
    const initial = JSON.stringify(pairsOf(form));
    // A form that came back with errors already holds what was typed, and newer than the draft.
    const kept = form.querySelector('[aria-invalid="true"]') ? null : readDraft(store.getItem(key), Date.now());
    if (kept && restore(form, kept)) {
      form.dataset.draftRestored = "true";
      form.dispatchEvent(new CustomEvent("draft-restored", { bubbles: true }));
    }
    const keep = () => {
      const pairs = pairsOf(form);
      const worth = JSON.stringify(pairs) === initial ? null : worthKeeping(pairs);
      if (worth) store.setItem(key, JSON.stringify({ at: Date.now(), pairs: worth }));
      else store.removeItem(key);
    };
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("reset", () => store.removeItem(key));
  }
  // The page after a saved form says which draft is done.
  for (const done of root.querySelectorAll("[data-draft-done]")) store.removeItem(PREFIX + done.dataset.draftDone);
  // Drafts hold callers' names: signing out leaves none behind.
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
  });
}
