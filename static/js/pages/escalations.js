// What went upward: one press says "I have it"; what others do arrives by itself.
import { post } from "../csrf_fetch.js";
import { sendMove } from "../moves.js";
import { announce, toast } from "../toast.js";
import { say } from "../words.js";
import { followBoards, toldBy } from "./followed.js";
import { refresh } from "./swap.js";

const KINDS = ["work_order.escalat", "work_order.nobody", "work_order.supervis", "work_order.chase", "community_alarm."];

/** Whether an event changes the page: it is about going upward, or about something the page shows. */
export function matters(frame, shows) {
  return KINDS.some((kind) => frame.kind.startsWith(kind)) || shows(frame.subject);
}

/** Where a button's word goes, and with what. */
export function actOf({ acknowledge, acknowledgeAlarm, version }) {
  if (acknowledge) return { url: `/api/work-orders/${acknowledge}/acknowledgement/`, body: { version: Number(version) } };
  return { url: `/api/community-alarms/${acknowledgeAlarm}/acknowledgement/`, body: {} };
}

async function press(button, soon) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const { url, body } = actOf(button.dataset);
  try {
    await sendMove(url, body, post);
    announce(say("You have it"));
    if (!(await refresh())) soon();
  } catch (refused) {
    toast(refused.message, { tone: "urgent", title: say("Refused") });
    soon();
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function start(page) {
  const shows = (subject) => page.querySelector(`[data-subject="${CSS.escape(subject)}"]`) !== null;
  const soon = followBoards(toldBy(page), { pauseMs: 2_000, matters: (frame) => matters(frame, shows) });
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-acknowledge], [data-acknowledge-alarm]");
    if (button) press(button, soon);
  });
}

if (globalThis.document?.getElementById("feed")) start(document);
