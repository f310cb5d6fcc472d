// Many lines at once: a text area that opens under a list of rows, and what a pasted list becomes.
import { wordButton } from "./buttons.js";

/** The lines of a pasted list; its dashes and semicolons are dropped, the form draws its own. */
export function linesOf(text) {
  return text.split(/\r?\n/).map(bare).filter(Boolean);
}

const bare = (line) => line.trim().replace(/^[-–•]\s*/, "").replace(/\s*;$/, "");

export function manyAtOnce(label, words, insert) {
  const box = document.createElement("details");
  const [summary, area, help] = ["summary", "textarea", "p"].map((tag) => document.createElement(tag));
  summary.textContent = words.many;
  area.rows = 5;
  area.setAttribute("aria-label", `${label}: ${words.many}`);
  help.className = "help";
  help.textContent = words.manyHelp;
  const done = wordButton(words.manyDo, () => {
    insert(area.value);
    area.value = "";
    box.open = false;
  });
  // what stands here is not a value yet
  area.addEventListener("input", (event) => event.stopPropagation());
  box.append(summary, area, help, done);
  return box;
}
