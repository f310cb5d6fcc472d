// The editor's document: blocks of the levels of an official document, tables, bold and italic.
// attrs of a block: level, number, titled as doc_templates/editor_content.py has them; kept: the number was typed by
// hand and stays (null: not decided yet); auto: whether it is a title is found out, not chosen.
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const WORDS = { article: "Điều", part: "Phần", chapter: "Chương", section: "Mục", subsection: "Tiểu mục" };

export function numberShown({ level, number }) {
  if (level === "text") return "";
  if (level === "dash") return number || "-";
  if (level in WORDS) return `${WORDS[level]} ${number}${level === "article" ? "." : ""}`;
  return level === "point" ? `${number})` : `${number}.`;
}

const block = {
  group: "block",
  content: "text*",
  marks: "bold italic",
  defining: true,
  attrs: {
    level: { default: "text" },
    number: { default: "" },
    titled: { default: false },
    kept: { default: null },
    auto: { default: true },
    depth: { default: 0 },
  },
  parseDOM: [{ tag: "p[data-level]", getAttrs: attrsOf }, { tag: "p" }],
  toDOM: ({ attrs }) => ["p", domAttrs(attrs), 0],
};

const line = { content: "text*", marks: "bold italic", parseDOM: [{ tag: "div.line" }], toDOM: () => ["div", { class: "line" }, 0] };

export const schema = new Schema({
  nodes: {
    doc: { content: "(block | table)+" },
    block,
    line,
    text: {},
    ...tableNodes({ tableGroup: "", cellContent: "line", cellAttributes: {} }),
  },
  marks: {
    bold: {
      parseDOM: [{ tag: "strong" }, { tag: "b" }],
      toDOM: () => ["strong", 0],
    },
    italic: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  },
});

function domAttrs(attrs) {
  const shown = { "data-level": attrs.level, "data-number": attrs.number, "data-shown": numberShown(attrs) };
  if (attrs.titled) shown["data-titled"] = "";
  if (attrs.kept) shown["data-kept"] = "";
  if (attrs.depth) shown["data-depth"] = attrs.depth;
  return shown;
}

function attrsOf(dom) {
  const { level, number = "", titled, kept, depth = "0" } = dom.dataset;
  if (numberShown({ level, number }) === undefined) return false;
  return { level, number, titled: titled !== undefined, kept: kept === undefined ? false : true, depth: Number(depth) };
}

/** What the server sends, as the editor's own document: numbers and titles are decided by normal.js. */
export function documentOf(content) {
  const nodes = (content.content ?? []).map(own);
  return schema.nodeFromJSON({ type: "doc", content: nodes.length ? nodes : [{ type: "block" }] });
}

export const nodesOf = (content) => (content.content ?? []).map((node) => schema.nodeFromJSON(own(node)));

function own(node) {
  if (node.type !== "block") return node;
  const { level, number } = node.attrs;
  const depth = level === "clause" ? number.split(".").length - 1 : 0;
  return { ...node, attrs: { ...node.attrs, kept: null, auto: null, depth } };
}
