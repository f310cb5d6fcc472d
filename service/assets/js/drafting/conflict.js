// Two tabs, or two people, on one draft: the later save is told, both versions are shown, nothing is overwritten.
import { ask } from "./http.js";
import { aside, forgetAside, putAside } from "./kept.js";
import { notice, put, remove } from "./notices.js";
import { differing, labelOf, readTexts, writeTexts } from "./texts.js";

export class Conflict {
  constructor(form) {
    this.form = form;
    this.dialog = document.querySelector("[data-conflict]");
    this.dialog.querySelector("[data-keep-mine]").addEventListener("click", () => this.keepMine());
    this.dialog.querySelector("[data-take-theirs]").addEventListener("click", () => this.takeTheirs());
  }

  attach(saver) {
    this.saver = saver;
  }

  tell({ changed_by: name = "?", current_revision: revision }) {
    this.revision = revision;
    const box = document.getElementById("conflict-notice").content.firstElementChild.cloneNode(true);
    box.querySelector("[data-words]").textContent = this.form.dataset.saysChanged.replace("{name}", name);
    box.querySelector("[data-see-theirs]").addEventListener("click", () => this.show());
    box.querySelector("[data-keep-mine]").addEventListener("click", () => this.keepMine());
    put("conflict", box);
    box.scrollIntoView({ block: "nearest" });
  }

  async show() {
    this.theirs = await ask(this.form.dataset.current).catch(() => null);
    if (!this.theirs) return;
    const versions = this.dialog.querySelector("[data-versions]");
    const names = differing(this.form, this.theirs.texts);
    versions.replaceChildren(...names.map((name) => this.pair(name, versions.dataset)));
    this.dialog.showModal();
  }

  pair(name, words) {
    const mine = this.form.elements[name];
    const group = document.createElement("section");
    const title = document.createElement("h3");
    title.textContent = labelOf(this.form, name);
    group.append(title, version(words.theirs, this.shown(mine, this.theirs.texts[name]), words));
    group.append(version(words.mine, this.shown(mine, mine.value), words));
    return group;
  }

  shown(control, text) {
    const option = [...(control.options ?? [])].find((one) => one.value === text);
    return option ? option.textContent : text;
  }

  async keepMine() {
    const latest = await ask(this.form.dataset.current).catch(() => null);
    if (!latest) return;
    this.close();
    await this.saver.keepMine(latest.revision);
  }

  takeTheirs() {
    const mine = readTexts(this.form);
    putAside(this.form.dataset.id, mine);
    this.close();
    this.saver.takeTheirs(this.theirs.texts, this.theirs.revision);
    this.saver.tell.saved(this.theirs);
    const { saysMineKept, saysMineBack } = this.form.dataset;
    notice(saysMineKept, { name: "aside", actions: [{ words: saysMineBack, act: () => this.mineBack() }] });
  }

  mineBack() {
    const left = aside(this.form.dataset.id);
    if (left) writeTexts(this.form, left.texts);
    forgetAside(this.form.dataset.id);
    remove("aside");
    this.saver.typed();
  }

  close() {
    this.dialog.close();
    remove("conflict");
  }
}

function version(title, text, words) {
  const box = document.createElement("div");
  const name = document.createElement("p");
  name.className = "quiet";
  name.textContent = title;
  const content = document.createElement("pre");
  content.tabIndex = 0;
  content.textContent = text?.trim() || words.nothing;
  box.append(name, content);
  return box;
}
