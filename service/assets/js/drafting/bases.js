// Legal bases: a search in the office's list under the field; those no longer in force are marked, one click replaces.
import { say } from "../messages.js";
import { wordButton } from "./buttons.js";
import { ask } from "./http.js";
import { replaceLine, writeLines } from "./list_lines.js";
import { Offers } from "./offers.js";
import { fill } from "./words.js";

export function basesTool(form, editable) {
  const field = form.querySelector('[data-field="bases"][data-type="lines"]');
  const template = document.getElementById("bases-tool");
  if (!field || !template) return null;
  const area = field.querySelector("textarea[name=bases]");
  const words = template.dataset;
  field.append(template.content.cloneNode(true));
  const find = field.querySelector("[data-bases-find]");
  if (editable) search(find, area, words);
  else find.remove();
  const show = (marks = []) => showMarks(field, area, words, marks, editable);
  show(JSON.parse(words.marks));
  return { show };
}

function search(find, area, words) {
  new Offers(find.querySelector("input"), find.querySelector("ul"), {
    look: (typed) => ask(`${words.suggestions}?q=${encodeURIComponent(typed)}`),
    draw: (offer) => drawn(offer, words),
    take: (offer) => {
      insert(area, offer.line);
      say(fill(words.saysAdded, { words: offer.words }));
    },
    none: words.saysNone,
    found: words.saysFound,
  });
}

function drawn({ words: text, note, by }, words) {
  const told = [note, by && fill(words.by, { words: by })].filter(Boolean).join("; ");
  const box = document.createDocumentFragment();
  box.append(text);
  if (!told) return box;
  const quiet = document.createElement("span");
  quiet.className = "quiet";
  quiet.textContent = ` (${told})`;
  box.append(quiet);
  return box;
}

// a proposal ("Theo đề nghị của …") stays the last line, as in the models
function insert(area, line) {
  const lines = area.value.split("\n").filter((one) => one.trim());
  const last = /^(theo|xét) đề nghị/i.test(lines.at(-1) ?? "") ? lines.length - 1 : lines.length;
  writeLines(area, lines.toSpliced(last, 0, line));
}

function showMarks(field, area, words, marks, editable) {
  const list = field.querySelector("[data-basis-marks]");
  list.hidden = marks.length === 0;
  list.replaceChildren(...marks.map((mark) => shown(mark, area, words, editable)));
  const ended = new Set(marks.filter((mark) => mark.ended).map((mark) => mark.words.trim()));
  field.querySelectorAll(".rows textarea").forEach((row) => row.classList.toggle("basis-ended", ended.has(row.value.trim())));
}

function shown(mark, area, words, editable) {
  const item = document.createElement("li");
  const why = document.createElement("span");
  why.textContent = mark.why;
  item.append(why);
  if (mark.instead && editable) {
    const said = fill(words.replace, { words: mark.instead });
    item.append(" ", wordButton(said, () => replaceLine(area, words, "basis", mark.words, mark.instead)));
  }
  return item;
}
