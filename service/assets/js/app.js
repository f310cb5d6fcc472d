// What every page has: keys, menus, dialogs, messages, and htmx for small updates.
import htmx from "htmx.org";
import { completions } from "./completion.js";
import { asksTwice } from "./dialogs.js";
import { documentPages } from "./documents.js";
import { finders } from "./finder.js";
import { htmxSpeaks } from "./htmx.js";
import { listensToKeys } from "./keys.js";
import { pageMarks } from "./marks.js";
import { menus } from "./menus.js";
import { messages } from "./messages.js";
import { reviewKeys } from "./review.js";
import { sendsFiles } from "./sending.js";

menus();
asksTwice();
documentPages();
pageMarks();
finders();
completions();
messages();
listensToKeys();
sendsFiles();
reviewKeys();
htmxSpeaks(htmx);
