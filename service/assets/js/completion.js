// What the words in a search box may become, in a list under it (ARIA combobox): arrows choose, Enter takes and
// searches, Escape closes. Without scripts, and where the service does not answer, the box is a plain one.
import { say } from "./messages.js";

const PAUSE = 150;
const SHORTEST = 2;

export function completions() {
  document.querySelectorAll("[data-completes]").forEach((input, number) => new Box(input, `completions-${number}`));
}

class Box {
  constructor(input, id) {
    Object.assign(this, { input, shown: [], chosen: -1, asked: 0, timer: 0, typed: input.value });
    this.list = document.createElement("ul");
    Object.assign(this.list, { id, className: "offers completions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", document.body.dataset.completions);
    const frame = document.createElement("div");
    frame.className = "completes";
    input.replaceWith(frame);
    frame.append(input, this.list);
    const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(told)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.key(event));
    input.form.addEventListener("submit", () => this.close());
    if (input.hasAttribute("autofocus")) input.focus(); // moving it let go of the focus
  }

  wait() {
    this.typed = this.input.value;
    clearTimeout(this.timer);
    if (this.typed.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.open(), PAUSE);
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = !this.list.hidden;
    const acts = { ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1) };
    if (open) acts.Escape = () => this.back();
    if (open && this.chosen >= 0) acts.Enter = () => this.take(this.chosen);
    const act = acts[event.key];
    if (!act || (!open && event.key === "ArrowUp")) return;
    event.preventDefault();
    act();
  }

  step(way) {
    if (this.list.hidden) {
      this.open();
      return;
    }
    const places = this.shown.length + 1; // one of them is what was typed
    this.choose(((this.chosen + 1 + way + places) % places) - 1);
  }

  choose(at) {
    this.chosen = at;
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    const item = this.list.children[at];
    this.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  back() {
    this.input.value = this.typed;
    this.close();
  }

  take(at) {
    this.input.value = this.shown[at].query;
    this.close();
    this.input.form.requestSubmit();
  }

  async open() {
    const mine = ++this.asked;
    const answer = await fetch(`${this.input.dataset.completes}?q=${encodeURIComponent(this.typed)}`, {
      headers: { Accept: "application/json" },
    }).then((found) => (found.ok ? found.json() : []), () => []);
    if (mine !== this.asked || document.activeElement !== this.input) return;
    this.shown = answer;
    this.list.replaceChildren(...answer.map((offer, at) => this.item(offer, at)));
    this.choose(-1);
    this.list.hidden = answer.length === 0;
    this.input.setAttribute("aria-expanded", String(answer.length > 0));
    if (answer.length) say(document.body.dataset.completionsFound.replace("{n}", answer.length));
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.choose(-1);
    this.input.setAttribute("aria-expanded", "false");
  }

  item(offer, at) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${at}`;
    line.setAttribute("role", "option");
    const text = document.createElement("span");
    text.lang = "vi";
    text.textContent = offer.text;
    const what = document.createElement("span");
    what.className = "quiet";
    what.textContent = `${offer.what} · ${offer.count}`;
    line.append(text, " ", what);
    line.addEventListener("pointerdown", (event) => event.preventDefault());
    line.addEventListener("click", () => this.take(at));
    return line;
  }
}
