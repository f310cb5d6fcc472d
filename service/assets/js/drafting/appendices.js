// The appendices: a title and a text each, to add, drop and reorder.
// The field's own text area stays underneath and holds the value: each text below its title, "=== Title".
import { offerEditor } from "../editor/switch.js";
import { say } from "../messages.js";
import { iconButton, wordButton } from "./buttons.js";
import { grows } from "./grows.js";
import { notice, remove } from "./notices.js";
import { fill } from "./words.js";

const HEAD = /^===( |$)/;
const LIKE_HEAD = /^(\\*===)/gm; // such a line of a text gets a backslash, so that it is no title
const ESCAPED = /^\\(\\*===)/gm;
const ROMAN = [[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];

export function appendicesEditor(area) {
  return new AppendicesEditor(area, area.dataset);
}

class AppendicesEditor {
  constructor(area, words) {
    this.area = area;
    this.words = words;
    this.list = document.createElement("ol");
    this.list.className = "appendices";
    this.takesLinks();
    area.hidden = true;
    area.after(this.list, wordButton(words.add, () => this.add()));
    this.fill();
    area.addEventListener("refill", () => this.fill());
    this.list.addEventListener("input", (event) => {
      event.stopPropagation();
      this.changed();
    });
    this.list.addEventListener("keydown", (event) => this.key(event));
  }

  // links and labels lead to the field's id: the list answers for the hidden text area
  takesLinks() {
    const { id } = this.area;
    this.area.id = `${id}-text`;
    this.list.id = id;
    this.list.tabIndex = -1;
    this.list.setAttribute("aria-label", this.area.closest("[data-field]").dataset.label);
  }

  get items() {
    return [...this.list.children];
  }

  fill() {
    this.list.replaceChildren(...read(this.area.value).map((each) => this.item(each)));
    this.number();
  }

  item({ title, body }) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "appendix-name";
    const tools = document.createElement("span");
    tools.className = "row-tools";
    tools.append(
      iconButton("up", () => this.move(item, -1)),
      iconButton("down", () => this.move(item, 1)),
      iconButton("drop", () => this.drop(item)),
    );
    const [titleBox, bodyBox] = [box(title, 1), box(body, 6)];
    bodyBox.className = "words";
    bodyBox.spellcheck = false;
    titleBox.placeholder = this.words.title;
    bodyBox.placeholder = this.words.text;
    item.append(name, tools, titleBox, bodyBox);
    bodyBox.setAttribute("aria-label", this.words.text);
    offerEditor(bodyBox);
    return item;
  }

  // numbers as they will be printed: Roman, and only where there are several
  number() {
    this.items.forEach((item, index) => {
      const number = this.items.length > 1 ? ` ${roman(index + 1)}` : "";
      const name = `${this.words.name}${number}`;
      item.querySelector(".appendix-name").textContent = name;
      const [title, body] = item.querySelectorAll("textarea");
      title.setAttribute("aria-label", `${name}: ${this.words.title}`);
      body.setAttribute("aria-label", `${name}: ${this.words.text}`);
      item.querySelectorAll(".row-tools > button").forEach((button) => {
        button.setAttribute("aria-label", fill(this.words[button.dataset.act], { name }));
        button.title = button.getAttribute("aria-label");
      });
      item.querySelector('[data-act="up"]').disabled = index === 0;
      item.querySelector('[data-act="down"]').disabled = index === this.items.length - 1;
    });
  }

  key(event) {
    const item = event.target.closest("li");
    if (event.isComposing || !event.target.matches("textarea")) return;
    if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      this.move(item, event.key === "ArrowUp" ? -1 : 1, event.target);
    } else if (event.key === "Enter" && event.target.rows === 1 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      (item.querySelector("[contenteditable=true]") ?? item.querySelectorAll("textarea")[1]).focus();
    }
  }

  add() {
    const item = this.item({ title: "", body: "" });
    this.list.append(item);
    this.changed();
    item.querySelector("textarea").focus();
  }

  move(item, step, focused) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    this.changed();
    const wanted = focused ?? item.querySelector(`[data-act="${step < 0 ? "up" : "down"}"]`);
    (wanted.disabled ? item.querySelector(`[data-act="${step < 0 ? "down" : "up"}"]`) : wanted).focus();
    say(fill(this.words.saysMoved, { n: this.items.indexOf(item) + 1 }));
  }

  drop(item) {
    const next = item.nextElementSibling;
    const kept = valueOf(item);
    item.remove();
    this.changed();
    (next ?? this.list.lastElementChild)?.querySelector("textarea").focus();
    say(this.words.saysDropped);
    if (kept.title || kept.body) this.offerBack(kept, next);
  }

  offerBack(kept, next) {
    const name = "dropped-appendix";
    const back = () => {
      const item = this.item(kept);
      if (next?.isConnected) next.before(item);
      else this.list.append(item);
      this.changed();
      item.querySelector("textarea").focus();
      remove(name);
    };
    notice(`${this.words.saysDropped}: ${kept.title}`, { name, actions: [{ words: this.words.saysUndo, act: back }] });
  }

  changed() {
    this.number();
    this.area.value = this.items.map(valueOf).map(written).join("\n");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function box(text, rows) {
  const area = document.createElement("textarea");
  area.rows = rows;
  area.value = text;
  if (rows === 1) requestAnimationFrame(() => grows(area));
  return area;
}

function valueOf(item) {
  const [title, body] = item.querySelectorAll("textarea");
  return { title: title.value.replace(/\s+/g, " ").trim(), body: body.value };
}

const written = ({ title, body }) =>
  [`=== ${title}`.trim(), body.replace(LIKE_HEAD, "\\$1")].filter(Boolean).join("\n");

function read(text) {
  const found = [{ title: "", lines: [] }];
  for (const line of text.split("\n")) {
    if (HEAD.test(line)) found.push({ title: line.slice(3).trim(), lines: [] });
    else found.at(-1).lines.push(line);
  }
  const told = found.map(({ title, lines }) => ({ title, body: lines.join("\n").replace(ESCAPED, "$1") }));
  return told.filter(({ title, body }, index) => index || title || body.trim());
}

function roman(number) {
  let left = number;
  return ROMAN.map(([value, figure]) => {
    const times = Math.floor(left / value);
    left %= value;
    return figure.repeat(times);
  }).join("");
}
