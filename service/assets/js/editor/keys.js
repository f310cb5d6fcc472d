// The keys of the editor, and what typing at the start of a line turns into.
import { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { TextSelection } from "prosemirror-state";
import { addRowAfter, goToNextCell, isInTable, selectedRect } from "prosemirror-tables";
import { blockHere, deeper, higher, setLevel, toggleKept, toggleTitle } from "./levels.js";
import { schema } from "./schema.js";

const GROUPS = { phần: "part", chương: "chapter", mục: "section", "tiểu mục": "subsection" };
const GROUP = /^(phần|chương|mục|tiểu mục)\s+([IVXLC]{1,6}|\d{1,3})[.:]?$/iu;

const STARTS = [
  [/^(phần|chương|mục|tiểu mục)\s+([IVXLC]{1,6}|\d{1,3})[.:]\s$/iu, ([, word, number]) => ({ level: GROUPS[word.toLowerCase()], number })],
  [/^điều\s+(\d{1,4}[a-zđ]?)[.:]\s$/iu, ([, number]) => ({ level: "article", number })],
  [/^((?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))\.\s$/u, ([, number]) => ({ level: "heading", number })],
  [/^(\d{1,3}(?:\.\d{1,3}){0,4})\.\s$/u, ([, number]) => ({ level: "clause", number, depth: number.split(".").length - 1 })],
  [/^([a-eg-ik-vxyđ])\)\s$/u, ([, number]) => ({ level: "point", number })],
  [/^[-–•*]\s$/u, () => ({ level: "dash", number: "" })],
  [/^\+\s$/u, () => ({ level: "dash", number: "+" })],
];

export const starts = () =>
  inputRules({ rules: STARTS.map(([typed, attrs]) => new InputRule(typed, (state, match, start, end) => turned(state, attrs(match), start, end))) });

// only a paragraph turns: what is numbered already keeps its level
function turned(state, attrs, start, end) {
  const $start = state.doc.resolve(start);
  if ($start.parent.type.name !== "block" || $start.parent.attrs.level !== "text") return null;
  const tr = state.tr.delete(start, end);
  return tr.setNodeMarkup($start.before(), null, { ...schema.nodes.block.defaultAttrs, ...attrs, kept: null });
}

/** Keys of the editor; Escape and then Tab leaves it. */
export function keys() {
  let leaving = false;
  const tab = (command) => (state, dispatch, view) => !leaving && command(state, dispatch, view);
  const bindings = {
    Enter: chainCommands(nextRow, groupTyped, leaveEmpty, continued),
    "Shift-Enter": chainCommands(nextRow, continued),
    Backspace: chainCommands(undoInputRule, plainAtStart),
    Tab: tab(chainCommands(nextCell(1), deeper, () => true)),
    "Shift-Tab": tab(chainCommands(nextCell(-1), higher, () => true)),
    "Mod-b": toggleMark(schema.marks.bold),
    "Mod-i": toggleMark(schema.marks.italic),
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    "Alt-t": toggleTitle,
    "Alt-k": toggleKept,
    "Alt-0": setLevel("text"),
    "Alt-1": setLevel("heading"),
    "Alt-2": setLevel("clause"),
    "Alt-3": setLevel("point"),
    "Alt-4": setLevel("dash"),
    "Alt-5": setLevel("article"),
  };
  const leave = keymap({
    Escape: () => {
      leaving = true;
      return false;
    },
  });
  leave.props.handleDOMEvents = {
    keydown: (_view, { key }) => {
      if (!["Tab", "Shift", "Escape"].includes(key)) leaving = false;
      return false;
    },
    focus: () => {
      leaving = false;
      return false;
    },
  };
  return [leave, keymap(bindings), keymap(baseKeymap)];
}

// "Chương I" alone on its line
function groupTyped(state, dispatch) {
  const here = blockHere(state);
  const found = here && here.node.attrs.level === "text" && GROUP.exec(here.node.textContent.trim());
  if (!found || !state.selection.empty) return false;
  if (dispatch) {
    const { pos, node } = here;
    const attrs = { ...schema.nodes.block.defaultAttrs, level: GROUPS[found[1].toLowerCase()], number: found[2] };
    dispatch(state.tr.delete(pos + 1, pos + 1 + node.content.size).setNodeMarkup(pos, null, attrs).scrollIntoView());
  }
  return true;
}

// Enter on an empty item ends its list
function leaveEmpty(state, dispatch) {
  const here = blockHere(state);
  if (!here || here.node.content.size || here.node.attrs.level === "text") return false;
  return here.node.attrs.level === "point" || here.node.attrs.level === "dash" ? higherOrText(here, state, dispatch) : setLevel("text")(state, dispatch);
}

const higherOrText = ({ node }, state, dispatch) =>
  node.attrs.level === "dash" && node.attrs.number !== "+" ? setLevel("text")(state, dispatch) : higher(state, dispatch);

// the next item of a list; under a title the text begins
function continued(state, dispatch) {
  const { $from, $to } = state.selection;
  if ($from.parent.type.name !== "block") return false;
  if (!dispatch) return true;
  const tr = state.tr.deleteSelection();
  const { attrs } = $from.parent;
  const $at = tr.doc.resolve(tr.mapping.map($from.pos));
  const atEnd = $at.parentOffset === $at.parent.content.size && $to.sameParent($from);
  const under = attrs.titled || ["part", "chapter", "section", "subsection", "heading"].includes(attrs.level);
  const next = under && atEnd && $at.parent.content.size ? { level: "text" } : { level: attrs.level, depth: attrs.depth, number: attrs.level === "dash" || attrs.level === "heading" ? attrs.number : "" };
  tr.split($at.pos, 1, [{ type: schema.nodes.block, attrs: { ...schema.nodes.block.defaultAttrs, ...next, kept: false } }]);
  dispatch(tr.scrollIntoView());
  return true;
}

// Backspace before the first letter takes the number away, not the line
function plainAtStart(state, dispatch) {
  const { $cursor } = state.selection;
  if (!$cursor || $cursor.parentOffset || $cursor.parent.type.name !== "block" || $cursor.parent.attrs.level === "text") return false;
  return setLevel("text")(state, dispatch);
}

const nextCell = (direction) => (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(direction)(state, dispatch)) return true;
  if (direction > 0 && dispatch) {
    addRowAfter(state, dispatch);
    goToNextCell(1)(view.state, dispatch);
  }
  return true;
};

// Enter in a cell goes down, as in a spreadsheet; under the last row the text goes on
function nextRow(state, dispatch) {
  if (!isInTable(state)) return false;
  const { map, tableStart, bottom, left, table } = selectedRect(state);
  if (!dispatch) return true;
  const tr = state.tr;
  if (bottom < map.height) {
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(tableStart + map.map[bottom * map.width + left] + 1))).scrollIntoView());
    return true;
  }
  const after = tableStart - 1 + table.nodeSize;
  if (tr.doc.resolve(after).nodeAfter?.type.name !== "block") tr.insert(after, schema.nodes.block.create());
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  return true;
}
