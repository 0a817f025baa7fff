// Sentences and words in the reader's language, with English as the ground when no catalogue is loaded.

/** A sentence of our own, translated by Django's catalogue; `%(name)s` is filled from `values`. */
export function say(sentence, values = {}) {
  const translated = globalThis.gettext ? globalThis.gettext(sentence) : sentence;
  return fill(translated, values);
}

/** A sentence with a number in it: the right form for `count`. */
export function sayMany(one, many, count) {
  const translated = globalThis.ngettext ? globalThis.ngettext(one, many, count) : count === 1 ? one : many;
  return fill(translated, { count });
}

function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

let tables = null;

/** Use these tables of words instead of the page's. */
export function setWords(given) {
  tables = given;
}

/** The word for a code, for example `wordFor("status", "en_route")`. An unknown code shows as plain words. */
export function wordFor(kind, code) {
  if (tables === null) {
    const script = globalThis.document?.getElementById("wording");
    tables = script ? JSON.parse(script.textContent) : {};
  }
  const text = String(code ?? "");
  const known = tables[kind]?.[text];
  if (known !== undefined) return known;
  const plain = text.slice(text.lastIndexOf(".") + 1).replaceAll("_", " ");
  return plain.slice(0, 1).toUpperCase() + plain.slice(1);
}
