// What is pasted is read by the server; the place it goes to moves along while one types on.
import { Fragment, Slice } from "prosemirror-model";
import { Selection } from "prosemirror-state";
import { isInTable, __insertCells as insertCells, __pastedCells as pastedCells, selectedRect } from "prosemirror-tables";
import { ask } from "../drafting/http.js";
import { nodesOf, schema } from "./schema.js";
import { readLine } from "./structure/marks.js";
import { textOf } from "./structure/text.js";
import { blockOfNode } from "./normal.js";

/** Props of the view that read and write the clipboard. `tell(words)`: what the clerk should know. */
export function clipboard(address, tell) {
  const waiting = new Set();
  return {
    moved: (tr) => waiting.forEach((place) => Object.assign(place, { from: tr.mapping.map(place.from, -1), to: tr.mapping.map(place.to) })),
    // before ProseMirror parses it: foreign HTML must not even touch the page
    handleDOMEvents: {
      paste: (view, event) => caught(event, pasted(view, event.clipboardData, { address, tell, waiting })),
      drop: (view, event) => caught(event, !view.dragging && dropped(view, event, { address, tell, waiting })),
    },
    clipboardTextSerializer: (slice) => plain(slice),
  };
}

function caught(event, handled) {
  if (handled) event.preventDefault();
  return handled;
}

function dropped(view, event, where) {
  const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (place) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(place.pos))));
  return pasted(view, event.dataTransfer, where);
}

function pasted(view, data, where) {
  const html = data?.getData("text/html") ?? "";
  const text = data?.getData("text/plain") ?? "";
  if (html.includes("data-pm-slice") || (!html && !text)) return false; // our own words, or nothing to read
  if (!html && !/[\n\t]/.test(text.trim()) && readLine(text).level === "text") return false;
  read(view, html ? { html } : { pasted: text }, text, where);
  return true;
}

async function read(view, given, text, { address, tell, waiting }) {
  const place = { from: view.state.selection.from, to: view.state.selection.to };
  waiting.add(place);
  let answer;
  try {
    answer = await ask(address, { body: new URLSearchParams(given) });
  } catch {
    answer = { content: { content: lineByLine(text) }, says: "" };
  }
  waiting.delete(place);
  if (view.isDestroyed) return;
  put(view, nodesOf(answer.content), place);
  tell(answer.says);
}

// the server is out of reach: each line as it reads by itself
const lineByLine = (text) =>
  text.split(/\r?\n/).filter((line) => line.trim()).map((line) => {
    const { level, number, rest } = readLine(line);
    return { type: "block", attrs: { level, number, titled: false }, content: rest ? [{ type: "text", text: rest }] : [] };
  });

function put(view, nodes, { from, to }) {
  if (!nodes.length) return;
  const { state } = view;
  if (isInTable(state)) {
    view.dispatch(intoCells(view, nodes));
    return;
  }
  const $from = state.doc.resolve(from);
  const here = $from.parent;
  const fresh = here.type.name === "block" && !here.content.size && here.attrs.level === "text";
  const open = !fresh && nodes[0].type.name === "block" && nodes[0].attrs.level === "text" ? 1 : 0;
  const closed = nodes.length === 1 ? open : 0;
  const slice = new Slice(Fragment.from(nodes), open, closed);
  const tr = fresh ? state.tr.replaceWith($from.before(), $from.after(), nodes) : state.tr.replaceRange(from, to, slice);
  view.dispatch(tr.scrollIntoView().setMeta("paste", true));
}

function intoCells(view, nodes) {
  const { state } = view;
  const table = nodes.length === 1 && nodes[0].type.name === "table" ? pastedCells(new Slice(Fragment.from(nodes), 0, 0)) : null;
  if (table) {
    const rect = selectedRect(state);
    let made = state.tr;
    insertCells(state, (tr) => (made = tr), rect.tableStart, rect, table);
    return made;
  }
  const words = nodes.map((node) => node.textBetween(0, node.content.size, " ")).join(" ");
  return state.tr.insertText(words);
}

function plain(slice) {
  const nodes = [];
  slice.content.forEach((node) => nodes.push(node));
  if (nodes.length === 1 && nodes[0].type !== schema.nodes.table) return slice.content.textBetween(0, slice.content.size, "\n");
  return textOf(nodes.filter((node) => ["block", "table"].includes(node.type.name)).map(blockOfNode).filter(Boolean));
}
