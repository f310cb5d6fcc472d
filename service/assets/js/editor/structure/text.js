// The editor's document → the text that is saved: doc_templates/editor_content.py and body_text.py over again.
// tests/test_editor_text.py holds this file to them.
import { marked, tidy } from "./inline.js";
import {
  GROUPS,
  bare,
  escapesTitle,
  escapesTitleLine,
  isPlain,
  isTitle,
  isTitleLine,
  mayBeTitle,
  pointsBehindDash,
  readLine,
  withoutStars,
} from "./marks.js";

const ALWAYS_TITLES = ["part", "chapter", "section", "subsection", "heading"];
const UNPRINTED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\p{Surrogate}/gu;

/** The block of one node of the document ({ type, attrs, content } as ProseMirror's toJSON gives), or null. */
export function blockOf(node) {
  if (node.type === "table") return tableOf(node);
  const { level, number, titled } = node.attrs;
  const words = wordsOf(node);
  if (ALWAYS_TITLES.includes(level) || (titled && (level === "article" || level === "clause"))) {
    const title = titleOf(words);
    if (level !== "article" || mayBeTitle(title)) {
      return title || !["heading", "clause"].includes(level) ? { level, number, title, text: "" } : null;
    }
  }
  return words || level === "article" ? { level, number, title: "", text: words } : null;
}

/** The text of blocks; `kept` gives what was written for the same three neighbours before, if anything. */
export function textOf(blocks, kept = new WeakMap()) {
  const lines = [];
  blocks.forEach((block, at) => {
    const [before, following] = [blocks[at - 1] ?? null, blocks[at + 1] ?? null];
    if (before && (block.level === "table" || before.level === "table")) lines.push("");
    lines.push(keptLine(kept, block, before, following));
  });
  return lines.join("\n");
}

function keptLine(kept, block, before, following) {
  const last = kept.get(block);
  if (last && last.before === before && last.following === following) return last.line;
  const line = written(block, before, following);
  kept.set(block, { before, following, line });
  return line;
}

function settled(words) {
  let before = null;
  while (words !== before) {
    before = words;
    words = tidy(words.trim().normalize("NFC"));
  }
  return words;
}

function titleOf(words) {
  let before = null;
  while (words !== before) {
    before = words;
    words = settled(withoutStars(words));
  }
  return words;
}

const wordsOf = (node) => settled(marked((node.content ?? []).map(runOf)));

function runOf({ text, marks = [] }) {
  const has = (name) => marks.some(({ type }) => type === name);
  return { text: text.replace(UNPRINTED, " "), bold: has("bold"), italic: has("italic") };
}

function tableOf(node) {
  const rows = (node.content ?? []).map((row) =>
    (row.content ?? []).flatMap((cell) => (cell.content ?? []).map(wordsOf)),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (!width) return null;
  const full = rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
  full[0] = full[0].map(titleOf);
  return { level: "table", number: "", title: "", text: "", rows: full };
}

function written(block, before, following) {
  if (block.level === "table") return pipes(block.rows);
  if (block.level in GROUPS) return groupWritten(block);
  if (block.level === "text") return escaped(block.text, misread(block.text, before));
  const line = { ...block, rest: block.title, strong: false };
  if (block.title) return `${readsAsTitle(line, following) ? "" : "## "}${markOf(block)}${block.title}`;
  return `${markOf(block)}${escaped(block.text, misreadBehind(block, following))}`.trimEnd();
}

const escaped = (text, yes) => (yes ? `\\${text}` : text);

export function markOf({ level, number }) {
  if (level === "article") return `Điều ${number}. `;
  if (level === "dash") return `${number || "-"} `;
  if (!number) return "";
  return level === "point" ? `${number}) ` : `${number}. `;
}

function misread(text, before) {
  if (!isPlain(bare(text))) return true;
  return Boolean(before) && before.level in GROUPS && !before.title && escapesTitleLine(text);
}

function misreadBehind(block, following) {
  if (block.level === "dash") return pointsBehindDash(block.text);
  return block.level !== "point" && escapesTitle(block.text, block, following);
}

function readsAsTitle(line, following) {
  if (line.level === "heading") return readLine(`${line.number}. ${line.rest}`).level === "heading";
  return isTitle(line, following) && !line.rest.startsWith("\\");
}

function groupWritten({ level, number, title }) {
  const head = `${GROUPS[level]} ${number}`;
  if (!title) return head;
  const line = readLine(title);
  const own = isTitleLine(line) && line.rest === title && isPlain(title) && title[0] !== "\\";
  return own ? `${head}\n${title}` : `${head}. ${title}`;
}

function pipes(rows) {
  const lines = rows.map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
  return [lines[0], `|${" --- |".repeat(rows[0].length)}`, ...lines.slice(1)].join("\n");
}
