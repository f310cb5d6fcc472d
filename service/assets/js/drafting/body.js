// The body: the editor or plain text, and beside it what the service recognised in it: click an entry to go there.
import { offerEditor } from "../editor/switch.js";
import { ask } from "./http.js";

export function bodyEditor(form, { moved } = {}) {
  const areas = [...form.querySelectorAll("[data-body]")];
  const offers = new Map(areas.map((area) => [area, offerEditor(area, { moved: () => moved?.(area) })]));
  const box = form.querySelector("[data-outline]");
  const area = box?.closest("[data-field]").querySelector("[data-body]");
  if (!area) return null;
  const editor = () => offers.get(area).editor();
  const list = box.querySelector("[data-outline-list]");
  const show = (blocks = []) => {
    box.querySelector("[data-outline-count]").textContent = blocks.length ? `(${blocks.length})` : "";
    list.replaceChildren(...blocks.map((block) => entry(block, () => goTo(editor(), area, block))));
  };
  // the page's first outline comes with the current values
  const first = () => ask(form.dataset.current).then((answer) => show(answer.outline), () => {});
  /** Write what the editors hold into the form. */
  const write = () => offers.forEach((offer) => offer.editor()?.write());
  return { show, ask: first, write, here: () => editor()?.here() ?? lineHere(area) };
}

function entry({ level, words }, go) {
  const item = document.createElement("li");
  item.className = `outline-${level}`;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = words;
  button.addEventListener("click", go);
  item.append(button);
  return item;
}

function goTo(editor, area, { line, block }) {
  if (editor) {
    editor.goTo(block);
    return;
  }
  const lines = area.value.split("\n");
  const start = lines.slice(0, line).join("\n").length + (line ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + lines[line].length);
  area.scrollTop = (area.scrollHeight * Math.max(0, line - 2)) / Math.max(1, lines.length);
}

// in plain text: how many lines with words stand above the cursor
function lineHere(area) {
  const above = area.value.slice(0, area.selectionStart).split("\n");
  return Math.max(0, above.filter((line) => line.trim()).length - (above.at(-1).trim() ? 1 : 0));
}
