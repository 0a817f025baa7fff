// Every page: keys, dialogs, menus, theme, clocks, row choices. Each part is its own small module.
import "./deadline_clock.js";
import "./live/live_chip.js";
import "./place_search.js";
import { setServerTime } from "./clock.js";
import { listenForDialogs } from "./dialogs.js";
import { keepDrafts } from "./draft.js";
import { listenForKeys } from "./keys.js";
import { listenForMenus } from "./menus.js";
import { guardSubmits } from "./submits.js";
import { listenForTheme } from "./theme.js";

setServerTime(document.querySelector('meta[name="server-time"]')?.content);
listenForKeys(document);
listenForDialogs(document);
listenForMenus(document);
listenForTheme(document);
guardSubmits(document);
keepDrafts(document);
