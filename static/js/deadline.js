// How much of a deadline is used, and how to say what is left. No clock and no screen in here.
import { say } from "./words.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Warn at half and at four fifths, breached at the end. */
export const HALF = 0.5;
export const NEAR = 0.8;

/**
 * @param {number} started when the deadline began to run (ms), NaN when nobody knows
 * @param {number} due when it passes (ms)
 * @param {number} now
 * @returns {{used: number, level: "calm"|"half"|"near"|"over"}} the share of its own time used, from 0 to 1
 */
export function shareUsed(started, due, now) {
  if (now >= due) return { used: 1, level: "over" };
  const whole = due - started;
  const used = whole > 0 ? Math.min(1, Math.max(0, (now - started) / whole)) : 0;
  return { used, level: used >= NEAR ? "near" : used >= HALF ? "half" : "calm" };
}

const two = (n) => String(n).padStart(2, "0");

/** A length of time as people at a glance read it: 4:05 below an hour, 3 h 05 below a day, 2 d 3 h above. */
export function sayLength(ms) {
  const length = Math.abs(ms);
  if (length < HOUR) return `${Math.floor(length / MINUTE)}:${two(Math.floor((length % MINUTE) / 1000))}`;
  if (length < DAY) {
    return say("%(hours)s h %(minutes)s", { hours: Math.floor(length / HOUR), minutes: two(Math.floor((length % HOUR) / MINUTE)) });
  }
  return say("%(days)s d %(hours)s h", { days: Math.floor(length / DAY), hours: Math.floor((length % DAY) / HOUR) });
}

/** What is left of a deadline; with a minus sign, by how much it is over. */
export function sayLeft(due, now) {
  return due > now ? sayLength(due - now) : `\u2212${sayLength(now - due)}`;
}
