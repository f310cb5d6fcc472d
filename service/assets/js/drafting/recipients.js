// Addressees and recipients: a search in the recipient book under each field; former names are marked, one click
// replaces them; a name that the book does not have can be added to it.
import { say } from "../messages.js";
import { wordButton } from "./buttons.js";
import { ask } from "./http.js";
import { replaceLine, writeLines } from "./list_lines.js";
import { Offers } from "./offers.js";
import { fill } from "./words.js";

const FIELDS = ["addressees", "recipients"];

export function recipientsTool(form, editable) {
  const template = document.getElementById("recipients-tool");
  const words = template?.dataset;
  const fields = FIELDS.map((name) => form.querySelector(`[data-field="${name}"][data-type="lines"]`)).filter(Boolean);
  if (!template || !fields.length) return null;
  fields.forEach((field) => put(field, template, words, editable));
  const show = (marks = []) => fields.forEach((field) => showMarks(field, words, marks, editable));
  show(JSON.parse(words.marks));
  return { show };
}

const areaOf = (field) => field.querySelector(`textarea[name="${field.dataset.field}"]`);

function put(field, template, words, editable) {
  field.append(template.content.cloneNode(true));
  const find = field.querySelector("[data-recipients-find]");
  if (!editable) return find.remove();
  const [input, list, label] = [find.querySelector("input"), find.querySelector("ul"), find.querySelector("label")];
  input.id = `find-${field.dataset.field}`;
  list.id = `offers-${field.dataset.field}`;
  label.htmlFor = input.id;
  input.setAttribute("aria-controls", list.id);
  return new Offers(input, list, {
    look: (typed) => ask(`${words.suggestions}?${new URLSearchParams({ q: typed, field: field.dataset.field, kind: words.kind })}`),
    draw: drawn,
    take: (offer) => {
      insert(areaOf(field), offer.lines);
      say(fill(words.saysAdded, { words: offer.words }));
    },
    none: words.saysNone,
    found: words.saysFound,
  });
}

function drawn({ words, note }) {
  const box = document.createDocumentFragment();
  box.append(words);
  if (!note) return box;
  const quiet = document.createElement("span");
  quiet.className = "quiet";
  quiet.textContent = ` (${note})`;
  box.append(quiet);
  return box;
}

const linesOf = (area) => area.value.split("\n").filter((line) => line.trim());

// what stands there already is not written twice
function insert(area, lines) {
  const own = linesOf(area);
  const there = new Set(own.map((line) => line.trim()));
  writeLines(area, [...own, ...lines.filter((line) => !there.has(line))]);
}

function showMarks(field, words, marks, editable) {
  const own = marks.filter((mark) => mark.field === field.dataset.field && (editable || mark.state === "former"));
  const list = field.querySelector("[data-recipient-marks]");
  list.hidden = own.length === 0;
  list.replaceChildren(...own.map((mark) => shown(mark, field, words, editable)));
  const former = new Set(own.filter((mark) => mark.state === "former").map((mark) => mark.words));
  field.querySelectorAll(".rows textarea").forEach((row) => row.classList.toggle("former-name", former.has(row.value.trim())));
}

function shown(mark, field, words, editable) {
  const item = document.createElement("li");
  item.className = mark.state === "unknown" ? "unknown-name" : "";
  const why = document.createElement("span");
  why.textContent = mark.why;
  item.append(why);
  if (!editable) return item;
  const button =
    mark.state === "former"
      ? wordButton(fill(words.replace, { words: mark.now }), () => replaceLine(areaOf(field), words, "recipient", mark.words, mark.now))
      : wordButton(words.toBook, () => toBook(item, mark.words, words));
  item.append(" ", button);
  return item;
}

async function toBook(item, name, words) {
  const list = item.parentElement;
  const added = await ask(words.add, { body: new URLSearchParams({ name }) }).catch((refused) => ({ why: refused.message }));
  if (added.why) return say(added.why);
  item.remove();
  list.hidden = list.children.length === 0;
  return say(fill(words.saysInBook, { words: added.name }));
}
