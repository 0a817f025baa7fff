// A move of a work order: the values of its form, and one act however often it has to be tried.
import { requestId } from "./csrf_fetch.js";

const TRIES = 3;

/**
 * What a form says, as JSON: empty fields are left out, numbers and ids are numbers, ticks are true or false.
 * A name with dots lies deeper: `readings.0.room` is the room of the first reading.
 */
export function valuesOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.name === "csrfmiddlewaretoken") continue;
    if (field.type === "checkbox") put(values, field.name, field.checked);
    else if (field.type === "radio") {
      if (field.checked) put(values, field.name, plainNumber(field.value));
    } else if (field.value.trim() !== "") put(values, field.name, readValue(field.type, field.value.trim()));
  }
  return values;
}

function put(values, name, value) {
  const path = name.split(".");
  const last = path.pop();
  let place = values;
  for (const [depth, key] of path.entries()) {
    const inside = path[depth + 1] ?? last;
    place[key] ??= /^\d+$/.test(inside) ? [] : {};
    place = place[key];
  }
  place[last] = value;
}

function plainNumber(text) {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function readValue(type, text) {
  if (type === "number") return Number(text);
  return type === "datetime-local" ? new Date(text).toISOString() : text;
}

/** Send one act under one request id; a lost connection is tried again, because the server knows the id. */
export async function sendMove(url, body, post, wait = (ms) => new Promise((done) => setTimeout(done, ms))) {
  const act = { request_id: requestId(), ...body };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await post(url, act);
    } catch (refused) {
      if (refused.code !== "no_connection" || attempt >= TRIES) throw refused;
      await wait(400 * attempt);
    }
  }
}
