// A list of lines (recipients, bases …): one row each, to add, drop, reorder, and paste many at once.
// The field's own text area stays underneath and holds the value, one line a row.
import { say } from "../messages.js";
import { dragging } from "./dragging.js";
import { grows } from "./grows.js";
import { icon, iconButton, wordButton } from "./buttons.js";
import { linesOf, manyAtOnce } from "./many.js";
import { notice, remove } from "./notices.js";
import { fill } from "./words.js";

const MOST_ROWS = 120;

export function linesEditor(area, words) {
  // thousands of rows would make the page slow: a plain list, one a line, serves better
  if (area.value.split("\n").length > MOST_ROWS) return plain(area);
  return new LinesEditor(area, words);
}

function plain(area) {
  area.closest("[data-field]").classList.add("plain");
}

class LinesEditor {
  constructor(area, words) {
    this.area = area;
    this.words = words;
    this.label = area.closest("[data-field]").dataset.label;
    this.list = document.createElement("ol");
    this.list.className = "rows";
    this.area.hidden = true;
    this.tools = this.toolbox();
    this.area.after(this.list, this.tools);
    this.fill();
    this.area.addEventListener("refill", () => this.fill());
    this.list.addEventListener("input", (event) => this.typed(event));
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("paste", (event) => this.pasted(event));
    dragging(this.list, () => this.changed());
    area.closest("[data-field]").querySelector("label").addEventListener("click", () => this.focus(0));
    this.takesLinks();
  }

  // links and labels lead to the field's id: the first row answers for the hidden text area
  takesLinks() {
    const { id } = this.area;
    this.area.id = `${id}-text`;
    this.list.id = id;
    this.list.tabIndex = -1;
    this.list.setAttribute("aria-label", this.label);
  }

  get rows() {
    return [...this.list.children];
  }

  fill() {
    const lines = this.area.value.split("\n").filter((line) => line.trim());
    this.list.replaceChildren(...(lines.length ? lines : [""]).map((line) => this.row(line)));
    this.number();
  }

  row(text) {
    const row = document.createElement("li");
    const area = document.createElement("textarea");
    area.rows = 1;
    area.value = text;
    const tools = document.createElement("span");
    tools.className = "row-tools";
    tools.append(
      iconButton("up", () => this.move(row, -1)),
      iconButton("down", () => this.move(row, 1)),
      iconButton("drop", () => this.drop(row)),
    );
    row.append(icon("grip"), area, tools);
    requestAnimationFrame(() => grows(area));
    return row;
  }

  // names for screen readers follow the order
  number() {
    this.rows.forEach((row, index) => {
      const n = index + 1;
      row.querySelector("textarea").setAttribute("aria-label", fill(this.words.row, { n, label: this.label }));
      row.querySelectorAll("button").forEach((button) => {
        button.setAttribute("aria-label", fill(this.words[button.dataset.act], { n }));
        button.title = button.getAttribute("aria-label");
      });
      row.querySelector('[data-act="up"]').disabled = index === 0;
      row.querySelector('[data-act="down"]').disabled = index === this.rows.length - 1;
    });
  }

  toolbox() {
    const box = document.createElement("div");
    box.className = "rows-tools";
    box.append(
      wordButton(this.words.add, () => this.addAfter(this.rows.at(-1))),
      manyAtOnce(this.label, this.words, (text) => this.insert(this.rows.at(-1), text)),
    );
    return box;
  }

  typed(event) {
    event.stopPropagation();
    const area = event.target;
    if (area.value.includes("\n")) {
      const [first, ...others] = area.value.split("\n");
      area.value = first;
      this.insert(area.closest("li"), others.join("\n"));
    }
    this.changed();
  }

  key(event) {
    const row = event.target.closest("li");
    if (!event.target.matches("textarea") || event.isComposing || event.ctrlKey || event.metaKey) return;
    const act = this.act(event, row);
    if (!act) return;
    event.preventDefault();
    act();
  }

  act(event, row) {
    if (event.altKey && event.key === "ArrowUp") return () => this.move(row, -1, event.target);
    if (event.altKey && event.key === "ArrowDown") return () => this.move(row, 1, event.target);
    if (event.key === "Enter") return () => this.addAfter(row);
    if (event.key === "Backspace" && !event.target.value && this.rows.length > 1) return () => this.dropEmpty(row);
    return null;
  }

  pasted(event) {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches("textarea") || !/\n./.test(text.trim())) return;
    event.preventDefault();
    this.insert(event.target.closest("li"), text);
  }

  insert(row, text) {
    const lines = linesOf(text);
    if (this.rows.length + lines.length > MOST_ROWS) return this.becomePlain(row, lines);
    const made = lines.map((line) => this.row(line));
    row.after(...made);
    if (made.length && !row.querySelector("textarea").value.trim()) row.remove();
    this.changed();
    made.at(-1)?.querySelector("textarea").focus();
    return undefined;
  }

  // the list has grown too long for rows: go on as one text area
  becomePlain(row, lines) {
    const before = this.rows.slice(0, this.rows.indexOf(row) + 1);
    const after = this.rows.slice(before.length);
    const words = (some) => some.map((one) => one.querySelector("textarea").value.trim());
    this.area.value = [...words(before), ...lines, ...words(after)].filter(Boolean).join("\n");
    this.area.id = this.list.id;
    this.list.remove();
    this.tools.remove();
    this.area.hidden = false;
    plain(this.area);
    this.area.focus();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  addAfter(row) {
    const made = this.row("");
    row.after(made);
    this.changed();
    made.querySelector("textarea").focus();
  }

  move(row, step, focused) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    this.changed();
    this.refocus(row, step, focused);
    say(fill(this.words.saysMoved, { n: this.rows.indexOf(row) + 1 }));
  }

  // the button pressed keeps the focus; at the end of the list it is its neighbour's turn
  refocus(row, step, focused) {
    const wanted = focused ?? row.querySelector(`[data-act="${step < 0 ? "up" : "down"}"]`);
    (wanted.disabled ? row.querySelector(`[data-act="${step < 0 ? "down" : "up"}"]`) : wanted).focus();
  }

  drop(row) {
    const place = this.rows.indexOf(row);
    const text = row.querySelector("textarea").value;
    this.remove(row);
    this.focus(Math.min(place, this.rows.length - 1));
    say(this.words.saysDropped);
    if (text.trim()) this.offerBack(place, text);
  }

  offerBack(place, text) {
    const name = `dropped-${this.list.id}`;
    const back = () => {
      const next = this.rows[place];
      const row = this.row(text);
      if (next) next.before(row);
      else this.list.append(row);
      this.changed();
      row.querySelector("textarea").focus();
      remove(name);
    };
    notice(`${this.words.saysDropped}: ${text}`, { name, actions: [{ words: this.words.saysUndo, act: back }] });
  }

  dropEmpty(row) {
    const before = row.previousElementSibling ?? row.nextElementSibling;
    this.remove(row);
    before.querySelector("textarea").focus();
  }

  remove(row) {
    if (this.rows.length > 1) row.remove();
    else row.querySelector("textarea").value = "";
    this.changed();
  }

  focus(index) {
    this.rows[index]?.querySelector("textarea").focus();
  }

  changed() {
    this.number();
    this.area.value = this.rows.map((row) => row.querySelector("textarea").value.trim()).filter(Boolean).join("\n");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
