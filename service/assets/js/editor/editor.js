// The body editor over a text area, which stays the field's value: every change is written back as the clerk's text.
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { EditorState, TextSelection } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { ask } from "../drafting/http.js";
import { keys, starts } from "./keys.js";
import { blockOfNode, normal, normalised } from "./normal.js";
import { clipboard } from "./paste.js";
import { documentOf } from "./schema.js";
import { textOf } from "./structure/text.js";
import { toolbar } from "./toolbar.js";

const WRITE_AFTER = 150;
const LONG = 60_000; // letters: of a longer text not every key is written at once
const COUNT_AFTER = 600;

export class BodyEditor {
  /** `root`: a copy of the page's template; `address`: where text is read. */
  constructor(area, root, address, { moved = () => {} } = {}) {
    Object.assign(this, { area, root, address, moved });
    this.kept = new WeakMap();
    this.clipboard = clipboard(address, (words) => this.tell(words));
    const { moved: _moved, ...props } = this.clipboard;
    this.view = new EditorView(root.querySelector("[data-surface]"), {
      ...props,
      state: this.stateOf({ content: [] }),
      attributes: this.attributes(),
      dispatchTransaction: (tr) => this.dispatch(tr),
      editable: () => !area.readOnly,
    });
    this.showTools = toolbar(root, this.view);
    root.addEventListener("input", (event) => event.stopPropagation());
    this.view.dom.addEventListener("blur", () => this.write());
    for (const leaving of ["pagehide", "visibilitychange"]) window.addEventListener(leaving, () => this.write());
  }

  attributes() {
    const label = this.area.getAttribute("aria-label") ?? this.area.closest("[data-field]")?.dataset.label ?? "";
    return {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      "aria-describedby": this.root.querySelector("[data-editor-help]").id,
      class: "paper-words",
      lang: "vi",
      spellcheck: "false",
    };
  }

  stateOf(content) {
    const plugins = [starts(), ...keys(), history(), gapCursor(), tableEditing(), normal()];
    const state = EditorState.create({ doc: documentOf(content), plugins });
    return state.apply(normalised(state) ?? state.tr);
  }

  /** Show the text area's words. Answers false where they cannot be read: then the text area has to do. */
  async open() {
    const text = this.area.value;
    const answer = await ask(this.address, { body: new URLSearchParams({ text }) }).catch(() => null);
    if (!answer) return false;
    this.text = text;
    this.view.updateState(this.stateOf(answer.content));
    this.showTools();
    this.count();
    return true;
  }

  dispatch(tr) {
    const { state, transactions } = this.view.state.applyTransaction(tr);
    transactions.forEach((one) => this.clipboard.moved(one));
    this.view.updateState(state);
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.showTools());
    if (transactions.some((one) => one.docChanged)) this.changed();
    if (tr.selectionSet || tr.docChanged) this.moved();
  }

  changed() {
    this.unwritten = true;
    clearTimeout(this.writing);
    this.writing = setTimeout(() => this.write(), this.text.length < LONG ? 0 : WRITE_AFTER);
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.count(), COUNT_AFTER);
  }

  /** Put what was typed into the text area, if anything was. */
  write() {
    clearTimeout(this.writing);
    if (!this.unwritten) return;
    this.unwritten = false;
    this.area.value = this.text = textOf(this.blocks(), this.kept);
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  blocks() {
    const blocks = [];
    this.view.state.doc.forEach((node) => blocks.push(blockOfNode(node)));
    return blocks.filter(Boolean);
  }

  /** Which of the saved blocks the cursor is in, from 0. */
  here() {
    const { doc, selection } = this.view.state;
    let count = -1;
    for (let at = 0; at <= selection.$from.index(0); at += 1) if (blockOfNode(doc.child(at))) count += 1;
    return Math.max(0, count);
  }

  /** Put the cursor at the start of the nth saved block. */
  goTo(wanted) {
    let left = wanted;
    let place = null;
    this.view.state.doc.forEach((node, at) => {
      if (place === null && blockOfNode(node) && left-- === 0) place = at;
    });
    if (place === null) return;
    const { tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(place + 1))));
    this.view.focus();
    this.view.domAtPos(place + 1).node.parentElement?.closest("[data-level], tr, p")?.scrollIntoView({ block: "center" });
  }

  count() {
    const { doc } = this.view.state;
    const words = doc.textBetween(0, doc.content.size, " ", " ").split(/\s+/u).filter(Boolean).length;
    const place = this.root.querySelector("[data-count]");
    place.textContent = place.dataset.says.replace("{n}", words.toLocaleString("vi-VN"));
  }

  tell(words) {
    this.root.querySelector("[data-editor-says]").textContent = words ?? "";
  }

  focus() {
    this.view.focus();
  }
}
