// Changing what a block is: its level by name, one deeper or higher, title or not, its number by hand.
import { isNumber } from "./numbers.js";

const LADDER = [
  { level: "clause", depth: 0 },
  { level: "point", depth: 0 },
  { level: "dash", number: "" },
  { level: "dash", number: "+" },
];
const FRESH = { number: "", titled: false, kept: false, auto: true, depth: 0 };

/** The blocks that the selection touches: [{ node, pos }]. */
export function chosenBlocks({ doc, selection }) {
  const found = [];
  selection.ranges.forEach(({ $from, $to }) =>
    doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      if (node.type.name === "block") found.push({ node, pos });
      return node.type.name === "doc";
    }),
  );
  return found;
}

/** The block the cursor is in, or null (in a table). */
export const blockHere = (state) => chosenBlocks(state)[0] ?? null;

export const setLevel = (level, more = {}) => (state, dispatch) =>
  change(state, dispatch, () => ({ ...FRESH, level, ...more }));

export const deeper = (state, dispatch) => change(state, dispatch, (node, pos) => ({ ...FRESH, ...below(state.doc, node, pos) }));

export const higher = (state, dispatch) =>
  change(state, dispatch, ({ attrs }) => {
    const at = rung(attrs);
    if (at > 0) return { ...FRESH, depth: 0, ...LADDER[at - 1] };
    return attrs.level === "clause" && attrs.depth ? { ...FRESH, level: "clause", depth: attrs.depth - 1 } : { ...FRESH, level: "text" };
  });

/** Title of its own line or running words: only for articles and clauses, where both are. */
export const toggleTitle = (state, dispatch) => {
  const here = blockHere(state);
  if (!here || !["article", "clause"].includes(here.node.attrs.level)) return false;
  return change(state, dispatch, () => ({ titled: !here.node.attrs.titled, auto: false }));
};

/** Keep the number as it is, or have it counted again. */
export const toggleKept = (state, dispatch) => {
  const here = blockHere(state);
  if (!here || !here.node.attrs.number || here.node.attrs.level === "dash") return false;
  return change(state, dispatch, () => ({ kept: !here.node.attrs.kept }));
};

/** A number typed by hand; false where no block of this level is numbered so. */
export const setNumber = (number) => (state, dispatch) => {
  const here = blockHere(state);
  if (!here || ["text", "dash"].includes(here.node.attrs.level)) return false;
  if (!isNumber(here.node.attrs.level, number)) return false;
  const depth = here.node.attrs.level === "clause" ? number.split(".").length - 1 : 0;
  return change(state, dispatch, () => ({ number, kept: true, depth }));
};

const rung = ({ level, number }) =>
  LADDER.findIndex((one) => one.level === level && (level !== "dash" || one.number === (number === "+" ? "+" : "")));

function below(doc, { attrs }, pos) {
  const at = rung(attrs);
  if (at >= 0) return LADDER[Math.min(at + 1, LADDER.length - 1)];
  if (attrs.level !== "text") return LADDER[0];
  // a paragraph becomes an item under what stands above it
  const $pos = doc.resolve(pos);
  for (let index = $pos.index() - 1; index >= 0; index -= 1) {
    const above = doc.child(index);
    if (above.type.name !== "block" || above.attrs.level === "text") continue;
    const step = rung(above.attrs);
    return step < 0 ? LADDER[0] : LADDER[Math.min(step + 1, LADDER.length - 1)];
  }
  return LADDER[0];
}

function change(state, dispatch, wanted) {
  const blocks = chosenBlocks(state);
  if (!blocks.length) return false;
  if (!dispatch) return true;
  const { tr } = state;
  for (const { node, pos } of blocks) {
    for (const [name, value] of Object.entries(wanted(node, pos))) {
      if (node.attrs[name] !== value) tr.setNodeAttribute(pos, name, value);
    }
  }
  dispatch(tr.scrollIntoView());
  return true;
}
