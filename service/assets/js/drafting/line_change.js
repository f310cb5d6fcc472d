// One line of a list replaced by a better one, with the way back in a notice.
import { notice, remove } from "./notices.js";
import { fill } from "./texts.js";
