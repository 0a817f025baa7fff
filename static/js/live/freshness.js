// How old may a screen be before it must say so. The server's heartbeat comes every ten seconds.

export const LATE_MS = 15_000;
export const LOST_MS = 45_000;

/** @returns {"live"|"late"|"lost"} what the age of the last news means */
export function ageState(ageMs) {
  if (ageMs >= LOST_MS) return "lost";
  return ageMs >= LATE_MS ? "late" : "live";
}
