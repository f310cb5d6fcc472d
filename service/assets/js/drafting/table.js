// A table of short cells: rows to add and drop; cells copied from a spreadsheet fill the cells beside and below.
// The field's own text area stays underneath and holds the value: rows of tab-separated cells.
import { say } from "../messages.js";
import { iconButton, wordButton } from "./buttons.js";
import { fill } from "./words.js";

const MOST_ROWS = 200;

export function tableEditor(area, words) {
  if (area.value.split("\n").length > MOST_ROWS) {
    area.closest("[data-field]").classList.add("plain");
    return null;
  }
  return new TableEditor(area, words);
}

class TableEditor {
  constructor(area, words) {
    this.area = area;
    this.words = words;
    this.columns = JSON.parse(area.dataset.columns);
    this.build(area.closest("[data-field]").dataset.label);
    this.fill();
    area.addEventListener("refill", () => this.fill());
    this.body.addEventListener("input", (event) => {
      event.stopPropagation();
      this.changed();
    });
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
    table.tHead.rows[0].append(heading("№"), ...this.columns.map(heading), heading(this.words.tools, "unseen-cell"));
    const help = document.createElement("p");
    help.className = "help";
    help.textContent = this.words.tableHelp;
    this.area.hidden = true;
    const { id } = this.area;
    this.area.id = `${id}-text`;
    frame.id = id;
    frame.tabIndex = -1;
    this.area.after(frame, wordButton(this.words.add, () => this.add()), help);
  }

  get rows() {
    return [...this.body.rows];
  }

  fill() {
    const rows = this.area.value.split("\n").filter((line) => line.trim()).map((line) => line.split("\t"));
    this.body.replaceChildren(...(rows.length ? rows : [[]]).map((cells) => this.row(cells)));
    this.number();
  }

  row(cells) {
    const row = document.createElement("tr");
    const number = document.createElement("th");
    number.scope = "row";
    row.append(number);
    this.columns.forEach((_, index) => row.insertCell().append(cell(cells[index] ?? "")));
    row.insertCell().append(iconButton("drop", () => this.drop(row)));
    return row;
  }

  number() {
    this.rows.forEach((row, index) => {
      row.cells[0].textContent = index + 1;
      row.querySelectorAll("input").forEach((input, column) => {
        input.setAttribute("aria-label", fill(this.words.cell, { label: this.columns[column], n: index + 1 }));
      });
      const button = row.querySelector("button");
      button.setAttribute("aria-label", fill(this.words.drop, { n: index + 1 }));
    });
  }

  add() {
    this.body.append(this.row([]));
    this.number();
    this.body.lastElementChild.querySelector("input").focus();
  }

  drop(row) {
    const near = row.nextElementSibling ?? row.previousElementSibling;
    if (near) row.remove();
    else row.querySelectorAll("input").forEach((input) => (input.value = ""));
    this.changed();
    (near ?? row).querySelector("input").focus();
    say(this.words.saysDropped);
  }

  key(event) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const row = event.target.closest("tr");
    const column = [...row.querySelectorAll("input")].indexOf(event.target);
    if (!row.nextElementSibling) this.add();
    row.nextElementSibling.querySelectorAll("input")[column].focus();
  }

  pasted(event) {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (event.target.tagName !== "INPUT" || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const start = event.target.closest("tr");
    const column = [...start.querySelectorAll("input")].indexOf(event.target);
    this.spread(start, column, text.split(/\r?\n/).map((line) => line.split("\t")));
    this.changed();
  }

  spread(start, column, lines) {
    let row = start;
    lines.forEach((cells, index) => {
      if (index) row = row.nextElementSibling ?? this.body.appendChild(this.row([]));
      const inputs = row.querySelectorAll("input");
      cells.forEach((text, offset) => {
        if (inputs[column + offset]) inputs[column + offset].value = text.trim();
      });
    });
  }

  changed() {
    this.number();
    this.area.value = this.rows.map(cellsOf).filter((cells) => cells.some(Boolean)).map((cells) => cells.join("\t")).join("\n");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const cellsOf = (row) => [...row.querySelectorAll("input")].map((input) => input.value.replace(/[\t\n]/g, " ").trim());

function heading(words, kind = "") {
  const cell = document.createElement("th");
  cell.scope = "col";
  const text = document.createElement("span");
  if (kind) text.className = "unseen";
  text.textContent = words;
  cell.append(text);
  return cell;
}

function cell(text) {
  const input = document.createElement("input");
  input.value = text;
  input.autocomplete = "off";
  return input;
}
