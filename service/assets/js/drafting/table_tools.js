// Above a long table: a search among its rows, which rows are shown of how many, and the pages before and after.
import { wordButton } from "./buttons.js";
import { fill } from "./words.js";

export class TableTools {
  constructor(words, label, { page, turn, find }) {
    Object.assign(this, { words, page, first: 0 });
    this.box = document.createElement("div");
    this.box.className = "cells-tools";
    this.box.hidden = true;
    this.search = document.createElement("input");
    this.search.type = "search";
    this.search.placeholder = words.tableFind;
    this.search.setAttribute("aria-label", `${words.tableFind}: ${label}`);
    this.search.addEventListener("input", (event) => {
      event.stopPropagation(); // what is looked for is no value of the draft
      find(this.search.value);
    });
    this.search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.told = document.createElement("span");
    this.told.setAttribute("role", "status");
    this.before = wordButton(words.tableBefore, () => turn(this.first - page));
    this.after = wordButton(words.tableAfter, () => turn(this.first + page));
    this.box.append(this.search, this.told, this.before, this.after);
  }

  get typed() {
    return this.search.value;
  }

  clear() {
    this.search.value = "";
  }

  tell(first, here, found, all) {
    this.first = first;
    this.count(all);
    const span = { first: here ? first + 1 : 0, last: first + here, found };
    this.told.textContent = fill(this.words.tableShown, span);
    this.before.disabled = first === 0;
    this.after.disabled = first + here >= found;
  }

  // short tables need no tools
  count(all) {
    this.box.hidden = all <= this.page;
  }
}
