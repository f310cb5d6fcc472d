// Lines of a list changed by a tool beside it, as if they were typed; what was replaced can be had back.
import { notice, remove } from "./notices.js";
import { fill } from "./words.js";

export function writeLines(area, lines) {
  area.value = lines.join("\n");
  area.dispatchEvent(new Event("refill", { bubbles: true }));
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Put `fresh` in the place of the line `old`, and offer the way back in the notice called `name`. */
export function replaceLine(area, words, name, old, fresh) {
  const lines = area.value.split("\n");
  const at = lines.findIndex((line) => line.trim() === old);
  if (at < 0) return;
  writeLines(area, lines.with(at, fresh));
  const back = () => {
    remove(name);
    replaceLine(area, words, name, fresh, old);
  };
  notice(fill(words.saysReplaced, { old, new: fresh }), { name, actions: [{ words: words.saysBack, act: back }] });
}
