// The list of incidents: running times, and a fresh list when a board tells of an incident.
import { followBoards, toldBy } from "./followed.js";
import "./scene_clock.js";

followBoards(toldBy());
