// Keeps numbers and titles right after every change: what is counted is counted again, what was typed by hand stays.
import { Plugin } from "prosemirror-state";
import { blockOf } from "./structure/text.js";
import { isTitle, withoutStars } from "./structure/marks.js";
import { counter } from "./numbers.js";

const FOUND_OUT = ["clause", "article"];
const TITLES = ["part", "chapter", "section", "subsection", "heading"];

const read = new WeakMap();

/** The block of a node (structure/text.js), read once. */
export function blockOfNode(node) {
  if (!read.has(node)) read.set(node, blockOf(node.toJSON()));
  return read.get(node);
}

export const normal = () =>
  new Plugin({
    appendTransaction: (transactions, before, state) =>
      transactions.some((one) => one.docChanged) ? normalised(state) : null,
  });

/** A transaction that mends numbers and titles, or null. */
export function normalised(state) {
  const { tr } = state;
  const numbers = counter();
  state.doc.forEach((node, at, index) => {
    if (node.type.name !== "block") return;
    const wanted = wantedOf(node, () => followingOf(state.doc, index), numbers);
    for (const [name, value] of Object.entries(wanted)) {
      if (node.attrs[name] !== value) tr.setNodeAttribute(at, name, value);
    }
  });
  return tr.docChanged ? tr : null;
}

function wantedOf({ attrs, ...node }, following, numbers) {
  const own = numbers.next(attrs);
  const kept = attrs.kept ?? (attrs.number !== "" && attrs.number !== own && attrs.level !== "dash");
  const number = kept ? attrs.number : own;
  numbers.took(attrs, number);
  return { kept, number, ...titleOf({ attrs: { ...attrs, number }, ...node }, following) };
}

function titleOf(node, following) {
  const { level, titled, auto } = node.attrs;
  if (TITLES.includes(level)) return { titled: true, auto: true };
  if (!FOUND_OUT.includes(level)) return { titled: false, auto: true };
  if (auto === false) return { auto };
  const found = readsAsTitle(node, following());
  // null: just come from the server, which may have been told otherwise
  return auto === null && found !== titled ? { auto: false } : { auto: true, titled: found };
}

const spelled = new WeakMap();

function wordsOf(content) {
  if (!spelled.has(content)) {
    const text = { type: "block", attrs: { level: "text", number: "", titled: false }, content: content.toJSON() ?? [] };
    spelled.set(content, blockOf(text)?.text ?? "");
  }
  return spelled.get(content);
}

function readsAsTitle({ attrs: { level, number }, content }, following) {
  const words = wordsOf(content);
  if (!words || words.startsWith("\\")) return false;
  const rest = withoutStars(words);
  return isTitle({ level, number, rest, strong: rest !== words }, following);
}

// empty paragraphs are not saved, so what is behind them follows
function followingOf(doc, index) {
  for (let at = index + 1; at < doc.childCount; at += 1) {
    const found = blockOfNode(doc.child(at));
    if (found) return found;
  }
  return null;
}
