// A search box with a list of offers under it (ARIA combobox): arrows choose, Enter takes, Escape closes.
import { say } from "../messages.js";
import { fill } from "./words.js";

const PAUSE = 180;

/** `look(typed)` promises offers, `draw(offer)` a node, `take(offer)` uses one; `none`, `found`: words to say. */
export class Offers {
  constructor(input, list, tasks) {
    Object.assign(this, { input, list, tasks, shown: [], chosen: -1, asked: 0, timer: 0 });
    input.addEventListener("input", (event) => {
      event.stopPropagation(); // what is looked for is no value of the draft
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.open(), PAUSE);
    });
    input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    const acts = { ArrowDown: () => this.down(), ArrowUp: () => this.up(), Enter: () => this.enter(), Escape: () => this.close() };
    const act = acts[event.key];
    if (!act || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  }

  down() {
    if (this.list.hidden) this.open();
    else this.choose(this.chosen + 1);
  }

  up() {
    this.choose(this.chosen < 0 ? this.shown.length - 1 : this.chosen - 1);
  }

  enter() {
    if (!this.list.hidden && this.shown.length) this.accept(Math.max(0, this.chosen));
  }

  choose(index) {
    if (this.list.hidden || !this.shown.length) return;
    this.chosen = (index + this.shown.length) % this.shown.length;
    const items = [...this.list.children];
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === this.chosen)));
    this.input.setAttribute("aria-activedescendant", items[this.chosen].id);
    items[this.chosen].scrollIntoView({ block: "nearest" });
  }

  accept(index) {
    const offer = this.shown[index];
    this.input.value = "";
    this.close();
    this.tasks.take(offer);
    this.input.focus();
  }

  async open() {
    const mine = ++this.asked;
    const answer = await this.tasks.look(this.input.value.trim()).catch(() => null);
    if (!answer || mine !== this.asked || document.activeElement !== this.input) return;
    this.shown = answer;
    this.chosen = -1;
    this.list.replaceChildren(...(answer.length ? answer.map((offer, index) => this.item(offer, index)) : [this.nothing()]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    say(answer.length ? fill(this.tasks.found, { n: answer.length }) : this.tasks.none);
  }

  close() {
    this.asked += 1;
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  item(offer, index) {
    const line = this.nothing();
    line.removeAttribute("aria-disabled");
    line.className = "";
    line.id = `${this.list.id}-${index}`;
    line.setAttribute("aria-selected", "false");
    line.replaceChildren(this.tasks.draw(offer));
    line.addEventListener("pointerdown", (event) => event.preventDefault());
    line.addEventListener("click", () => this.accept(index));
    return line;
  }

  nothing() {
    const line = document.createElement("li");
    line.setAttribute("role", "option");
    line.setAttribute("aria-disabled", "true");
    line.className = "quiet";
    line.textContent = this.tasks.none;
    return line;
  }
}
