// The time of day as the server sees it: a control room's machines are not always set right.

let skew = 0;

/** Learn the server's clock from an ISO time it has just sent. */
export function setServerTime(iso, now = Date.now()) {
  const told = Date.parse(iso ?? "");
  if (!Number.isNaN(told)) skew = told - now;
}

/** Milliseconds since the epoch on the server's clock. */
export function serverNow(now = Date.now()) {
  return now + skew;
}

/** A moment in words, in the city's own time zone whatever the machine is set to. */
export function sayTime(iso, options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  const timeZone = globalThis.document?.querySelector('meta[name="time-zone"]')?.content || undefined;
  const language = globalThis.document?.documentElement.lang || undefined;
  return new Intl.DateTimeFormat(language, { ...options, timeZone }).format(moment);
}

const listeners = new Set();
let timer = null;

function tick() {
  const now = serverNow();
  for (const listener of listeners) listener(now);
  timer = setTimeout(tick, 1000 - (serverNow() % 1000));
}

/** Call back once a second, on the second; one timer serves everybody. Returns the way to stop. */
export function everySecond(listener) {
  listeners.add(listener);
  listener(serverNow());
  timer ??= setTimeout(tick, 1000 - (serverNow() % 1000));
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearTimeout(timer);
      timer = null;
    }
  };
}
