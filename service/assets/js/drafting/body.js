// The body's text area, and beside it what the service recognised in it: click an entry to go to its place.
import { ask } from "./http.js";

export function bodyEditor(form) {
  const area = form.querySelector("[data-body]");
  const box = form.querySelector("[data-outline]");
  if (!area || !box) return null;
  const list = box.querySelector("[data-outline-list]");
  const show = (blocks = []) => {
    box.querySelector("[data-outline-count]").textContent = blocks.length ? `(${blocks.length})` : "";
    list.replaceChildren(...blocks.map((block) => entry(block, area)));
  };
  // the page's first outline comes with the current values
  const first = () => ask(form.dataset.current).then((answer) => show(answer.outline), () => {});
  return { show, ask: first };
}

function entry({ level, words, line }, area) {
  const item = document.createElement("li");
  item.className = `outline-${level}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = words;
  button.addEventListener("click", () => goTo(area, line));
  item.append(button);
  return item;
}

function goTo(area, line) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line).join("\n").length + (line ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + lines[line].length);
  area.scrollTop = (area.scrollHeight * Math.max(0, line - 2)) / Math.max(1, lines.length);
}
