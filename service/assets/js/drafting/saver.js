// Saves a moment after typing stops. Never blocks typing, never overwrites another's version: a save names the
// revision it started from. What is not saved yet is kept in the browser and tried again.
import { ask } from "./http.js";
import { forget, keep, kept } from "./kept.js";
import { identical, readTexts, same, writeTexts } from "./texts.js";
import { notice } from "./notices.js";

const PAUSE = 400;
const KEEP_AFTER = 200;
const FIRST_RETRY = 2000;
const LAST_RETRY = 30000;

export class Saver {
  constructor(form, { saved, typed, changedElsewhere }) {
    this.form = form;
    this.tell = { saved, typed, changedElsewhere };
    this.words = form.dataset;
    this.state = document.querySelector("[data-save-state]");
    this.savedTexts = readTexts(form);
    this.retry = FIRST_RETRY;
    this.running = null;
    this.conflict = false;
    this.waiting = false;
    this.mustSave = false;
  }

  get id() {
    return this.form.dataset.id;
  }

  get revision() {
    return Number(this.form.elements.revision.value);
  }

  set revision(number) {
    this.form.elements.revision.value = String(number);
  }

  get dirty() {
    return this.mustSave || !identical(readTexts(this.form), this.savedTexts);
  }

  start() {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("change", () => this.typed());
    window.addEventListener("online", () => this.saveIfDirty());
    window.addEventListener("focus", () => this.waiting && this.saveIfDirty());
    window.addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => document.hidden && this.saveIfDirty({ keepalive: true }));
    this.restore();
  }

  // the words of the last visit that did not reach the server
  restore() {
    const left = kept(this.id);
    if (!left || same(left.texts, this.savedTexts)) return forget(this.id);
    writeTexts(this.form, left.texts);
    this.revision = left.revision;
    const time = new Date(left.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    notice(this.words.saysRestored.replace("{time}", time), { name: "restored" });
    return this.typed();
  }

  typed() {
    if (!this.dirty) return;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), KEEP_AFTER);
    if (this.conflict) return;
    this.show(this.waiting ? this.words.saysFailed : this.words.saysUnsaved);
    this.tell.typed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  keep() {
    if (this.dirty) keep(this.id, readTexts(this.form), this.revision);
  }

  saveIfDirty(options) {
    if (this.dirty && !this.conflict) this.save(options);
  }

  /** True when everything typed is saved. */
  async save(options = {}) {
    clearTimeout(this.timer);
    if (this.running) await this.running;
    if (this.conflict) return false;
    if (!this.dirty) {
      this.showSaved();
      return true;
    }
    this.running = this.send(options);
    const done = await this.running;
    this.running = null;
    if (done && this.dirty) this.typed();
    return done;
  }

  async send({ keepalive = false }) {
    const texts = readTexts(this.form);
    this.show(this.words.saysSaving);
    try {
      const answer = await ask(this.form.action, { body: new URLSearchParams(new FormData(this.form)), keepalive });
      this.done(texts, answer);
      return true;
    } catch (refused) {
      this.failed(refused);
      return false;
    }
  }

  done(texts, answer) {
    this.savedTexts = texts;
    this.mustSave = false;
    this.revision = answer.revision;
    this.savedAt = answer.saved_at;
    this.waiting = false;
    this.retry = FIRST_RETRY;
    if (!this.dirty) forget(this.id);
    this.showSaved();
    this.tell.saved(answer);
  }

  failed({ status = 0, problem = {}, message = "" }) {
    if (status === 412) {
      this.conflict = true;
      this.show(this.words.saysConflict, true);
      this.tell.changedElsewhere(problem);
    } else if (status === 401) {
      this.waiting = true;
      this.show(this.words.saysExpired, true);
    } else if (status >= 400 && status < 500) {
      this.show(this.words.saysRefused.replace("{why}", problem.detail ?? message), true);
    } else {
      this.tryLater();
    }
  }

  tryLater() {
    this.waiting = true;
    this.show(this.words.saysFailed, true);
    this.timer = setTimeout(() => this.save(), this.retry);
    this.retry = Math.min(this.retry * 2, LAST_RETRY);
  }

  /** After a conflict: my words, on top of the revision that is now known. */
  keepMine(revision) {
    this.conflict = false;
    this.revision = revision;
    this.mustSave = true;
    return this.save();
  }

  /** After a conflict: the server's words. */
  takeTheirs(texts, revision) {
    this.conflict = false;
    writeTexts(this.form, texts);
    this.savedTexts = readTexts(this.form);
    this.revision = revision;
    forget(this.id);
    this.show("");
    this.tell.typed();
  }

  showSaved() {
    if (this.savedAt) this.show(this.words.saysSaved.replace("{time}", this.savedAt));
  }

  show(words, firm = false) {
    if (this.state.textContent !== words) this.state.textContent = words;
    this.state.classList.toggle("save-state-firm", firm);
    this.state.classList.toggle("busy", words === this.words.saysSaving);
  }
}
