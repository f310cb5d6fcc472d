// A table of short cells: rows to add and drop; cells copied from a spreadsheet fill the cells beside and below.
// The field's own text area stays underneath and holds the value: rows of tab-separated cells. All rows are kept as
// texts, a screenful of them is shown at a time: two thousand rows are as quick as twenty.
import { say } from "../messages.js";
import { iconButton, wordButton } from "./buttons.js";
import { notice, remove } from "./notices.js";
import { pasteRows, rowsOf, textOf } from "./table_rows.js";
import { TableTools } from "./table_tools.js";
import { fill } from "./words.js";

const PAGE = 50;

export const tableEditor = (area, words) => new TableEditor(area, words);

class TableEditor {
  constructor(area, words) {
    this.area = area;
    this.words = words;
    this.columns = JSON.parse(area.dataset.columns);
    this.first = 0;
    this.build(area.closest("[data-field]").dataset.label);
    this.read();
    area.addEventListener("refill", () => this.read());
    this.body.addEventListener("input", (event) => this.typed(event));
    this.body.addEventListener("paste", (event) => this.pasted(event));
    this.body.addEventListener("keydown", (event) => this.key(event));
  }

  build(label) {
    const frame = document.createElement("div");
    frame.className = "cells-frame";
    frame.innerHTML = "<table class=cells><thead><tr></tr></thead><tbody></tbody></table>";
    const table = frame.firstElementChild;
    table.setAttribute("aria-label", label);
    this.body = table.tBodies[0];
    table.tHead.rows[0].append(heading("№"), ...this.columns.map((words) => heading(words)), heading(this.words.tools, "unseen-cell"));
    const help = document.createElement("p");
    help.className = "help";
    help.textContent = this.words.tableHelp;
    this.area.hidden = true;
    const { id } = this.area;
    this.area.id = `${id}-text`;
    frame.id = id;
    frame.tabIndex = -1;
    this.tools = new TableTools(this.words, label, { page: PAGE, turn: (to) => this.turn(to), find: (typed) => this.find(typed) });
    this.area.after(this.tools.box, frame, wordButton(this.words.add, () => this.add()), help);
  }

  read() {
    this.rows = rowsOf(this.area.value, this.columns.length);
    if (!this.rows.length) this.rows.push(this.blank());
    this.tools.clear();
    this.find("");
  }

  blank = () => this.columns.map(() => "");

  // `shown`: places of the rows that the search lets through, all without one
  find(typed) {
    const wanted = folded(typed.trim());
    const all = this.rows.keys();
    this.shown = wanted ? [...all].filter((at) => folded(this.rows[at].join(" ")).includes(wanted)) : [...all];
    this.turn(wanted ? 0 : this.first);
  }

  turn(to) {
    const last = Math.max(0, Math.floor((this.shown.length - 1) / PAGE) * PAGE);
    this.first = Math.min(Math.max(0, to), last);
    const places = this.shown.slice(this.first, this.first + PAGE);
    this.body.replaceChildren(...places.map((at) => this.row(at)));
    this.tools.tell(this.first, places.length, this.shown.length, this.rows.length);
  }

  row(at) {
    const row = document.createElement("tr");
    row.dataset.at = at;
    const number = document.createElement("th");
    number.scope = "row";
    number.textContent = at + 1;
    row.append(number);
    this.columns.forEach((label, column) => row.insertCell().append(this.cell(at, column, label)));
    const drop = iconButton("drop", () => this.drop(at));
    drop.setAttribute("aria-label", fill(this.words.drop, { n: at + 1 }));
    row.insertCell().append(drop);
    return row;
  }

  cell(at, column, label) {
    const input = document.createElement("input");
    input.value = this.rows[at][column];
    input.autocomplete = "off";
    input.dataset.column = column;
    input.setAttribute("aria-label", fill(this.words.cell, { label, n: at + 1 }));
    return input;
  }

  typed(event) {
    event.stopPropagation();
    const { at, column } = placeOf(event.target);
    this.rows[at][column] = event.target.value.replace(/[\t\n]/g, " ").trim();
    this.changed();
  }

  add() {
    this.rows.push(this.blank());
    this.show(this.rows.length - 1, 0);
  }

  // to a row wherever it is: the search gives way to it
  show(at, column) {
    this.tools.clear();
    this.shown = [...this.rows.keys()];
    this.turn(Math.floor(at / PAGE) * PAGE);
    this.body.querySelector(`tr[data-at="${at}"] [data-column="${column}"]`)?.focus();
  }

  drop(at) {
    const [gone] = this.rows.splice(at, 1);
    if (!this.rows.length) this.rows.push(this.blank());
    this.changed();
    this.find(this.tools.typed);
    (this.body.querySelector(`tr[data-at="${at}"] input`) ?? this.body.querySelector("tr:last-child input"))?.focus();
    say(this.words.saysDropped);
    if (gone.some(Boolean)) this.offerBack(at, gone);
  }

  offerBack(at, gone) {
    const name = `dropped-${this.area.id}`;
    const back = () => {
      this.rows.splice(at, 0, gone);
      this.changed();
      this.show(at, 0);
      remove(name);
    };
    const words = `${this.words.saysDropped}: ${gone.filter(Boolean).join(", ")}`;
    notice(words, { name, actions: [{ words: this.words.saysUndo, act: back }] });
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.target.tagName !== "INPUT") return;
    const { at, column } = placeOf(event.target);
    const next = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!next) return;
    event.preventDefault();
    this.step(at, column, next, event.key === "Enter");
  }

  step(at, column, next, adds) {
    const place = this.shown.indexOf(at) + next;
    if (place < 0) return;
    if (place >= this.shown.length) {
      if (adds) this.add();
      if (adds) this.body.querySelector(`tr:last-child [data-column="${column}"]`).focus();
      return;
    }
    if (place < this.first || place >= this.first + PAGE) this.turn(Math.floor(place / PAGE) * PAGE);
    this.body.querySelector(`tr[data-at="${this.shown[place]}"] [data-column="${column}"]`).focus();
  }

  pasted(event) {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (event.target.tagName !== "INPUT" || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const { at, column } = placeOf(event.target);
    pasteRows(this.rows, text, at, column, this.columns.length);
    this.changed();
    this.show(at, column);
  }

  changed() {
    this.area.value = textOf(this.rows);
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.tools.count(this.rows.length);
  }
}

const placeOf = (input) => ({ at: Number(input.closest("tr").dataset.at), column: Number(input.dataset.column) });

const folded = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

function heading(words, kind = "") {
  const cell = document.createElement("th");
  cell.scope = "col";
  const text = document.createElement("span");
  if (kind) text.className = "unseen";
  text.textContent = words;
  cell.append(text);
  return cell;
}
