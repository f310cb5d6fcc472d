// What every page has: keys, menus, dialogs, messages, and htmx for small updates.
import htmx from "htmx.org";
import { asksTwice } from "./dialogs.js";
import { documentPages } from "./documents.js";
import { finders } from "./finder.js";
import { htmxSpeaks } from "./htmx.js";
import { listensToKeys } from "./keys.js";
import { menus } from "./menus.js";
import { messages } from "./messages.js";

menus();
asksTwice();
documentPages();
finders();
messages();
listensToKeys();
htmxSpeaks(htmx);
