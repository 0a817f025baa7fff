// Two short tones for what is urgent. Browsers let a page sound only after somebody touched it; until then nothing is owed.
const MUTED = "inbox-muted";
const TONES = [
  [880, 0],
  [660, 0.22],
];
let context = null;

/** Whether this browser sounds; kept for all its pages. */
export function soundIsOn(store = globalThis.localStorage) {
  try {
    return store.getItem(MUTED) !== "1";
  } catch {
    return true;
  }
}

export function setSound(on, store = globalThis.localStorage) {
  try {
    if (on) store.removeItem(MUTED);
    else store.setItem(MUTED, "1");
  } catch {
    // It is on again with the next page.
  }
}

/** Sound once; answers whether it could. */
export function ring(Context = globalThis.AudioContext) {
  if (!Context) return false;
  context ??= new Context();
  if (context.state !== "running") {
    context.resume?.();
    if (!globalThis.navigator?.userActivation?.hasBeenActive) return false;
  }
  for (const [frequency, after] of TONES) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    const begin = context.currentTime + after;
    volume.gain.setValueAtTime(0.0001, begin);
    volume.gain.exponentialRampToValueAtTime(0.25, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + 0.21);
  }
  return true;
}
