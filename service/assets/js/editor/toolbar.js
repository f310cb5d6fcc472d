// The tools over the editor: one stop of the Tab key, arrows inside (ARIA toolbar), each pressed or not as the cursor is.
import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from "prosemirror-tables";
import { TextSelection } from "prosemirror-state";
import { blockHere, deeper, higher, setLevel, setNumber, toggleKept, toggleTitle } from "./levels.js";
import { schema } from "./schema.js";

const { bold, italic } = schema.marks;
const COMMANDS = {
  bold: toggleMark(bold),
  italic: toggleMark(italic),
  deeper,
  higher,
  title: toggleTitle,
  keep: toggleKept,
  undo,
  redo,
  table: insertTable,
  "row-add": addRowAfter,
  "row-drop": deleteRow,
  "column-add": addColumnAfter,
  "column-drop": deleteColumn,
  "table-drop": deleteTable,
};

export function toolbar(root, view) {
  const tools = root.querySelector("[role=toolbar]");
  const levels = tools.querySelector("[data-level-choice]");
  const number = tools.querySelector("[data-number-choice]");
  const controls = [...tools.querySelectorAll("button, select, input")];
  const run = (command) => command(view.state, view.dispatch, view);
  tools.addEventListener("click", ({ target }) => {
    const name = target.closest("button")?.dataset.command;
    if (name) run(COMMANDS[name]);
    if (name && !target.closest("button").disabled) view.focus();
  });
  tools.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  levels.addEventListener("change", () => {
    run(setLevel(...chosen(levels.value)));
    view.focus();
  });
  number.addEventListener("change", () => {
    number.setAttribute("aria-invalid", String(!run(setNumber(number.value.trim()))));
    show();
  });
  for (const kind of ["input", "change"]) tools.addEventListener(kind, (event) => event.stopPropagation());
  roving(tools, controls);

  function show() {
    const { state } = view;
    const here = blockHere(state);
    const inTable = isInTable(state);
    tools.querySelector("[data-in-table]").hidden = !inTable;
    levels.disabled = !here;
    levels.value = here ? levelOf(here.node.attrs) : "text";
    const numbered = Boolean(here) && !["text", "dash"].includes(here.node.attrs.level);
    number.disabled = !numbered;
    if (document.activeElement !== number) number.value = numbered ? here.node.attrs.number : "";
    press(tools, "bold", marked(state, bold));
    press(tools, "italic", marked(state, italic));
    press(tools, "title", Boolean(here?.node.attrs.titled));
    press(tools, "keep", Boolean(here?.node.attrs.kept));
    for (const name of ["undo", "redo", "title", "keep", "deeper", "higher", "table"]) {
      tools.querySelector(`[data-command=${name}]`).disabled = !COMMANDS[name](state);
    }
    settle(controls);
  }
  return show;
}

const chosen = (value) => {
  const [level, more = ""] = value.split(" ");
  if (level === "clause") return [level, { depth: Number(more || 0) }];
  return [level, more ? { number: more } : {}];
};

function levelOf({ level, number, depth }) {
  if (level === "clause" && depth) return "clause 1";
  if (level === "dash" && number === "+") return "dash +";
  return level === "heading" && /^[A-ZĐ]$/.test(number) && !/^[IVX]$/.test(number) ? "heading A" : level;
}

function press(tools, name, on) {
  const button = tools.querySelector(`[data-command=${name}]`);
  if (button.getAttribute("aria-pressed") !== String(on)) button.setAttribute("aria-pressed", String(on));
}

function marked({ doc, selection, storedMarks }, type) {
  const { from, to, empty, $from } = selection;
  return empty ? Boolean(type.isInSet(storedMarks || $from.marks())) : doc.rangeHasMark(from, to, type);
}

function roving(tools, controls) {
  controls.forEach((control, at) => (control.tabIndex = at ? -1 : 0));
  tools.addEventListener("focusin", ({ target }) => controls.forEach((one) => (one.tabIndex = one === target ? 0 : -1)));
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const typing = event.target.matches("input") && event.target.value;
    if ((!step && !["Home", "End"].includes(event.key)) || typing) return;
    event.preventDefault();
    const able = controls.filter((one) => !one.disabled && one.offsetParent);
    const at = event.key === "Home" ? 0 : event.key === "End" ? able.length - 1 : able.indexOf(event.target) + step;
    able.at(at % able.length)?.focus();
  });
}

// the one stop of the Tab key must be a control that works
function settle(controls) {
  const stop = controls.find((one) => one.tabIndex === 0);
  if (stop && !stop.disabled && stop.offsetParent) return;
  if (stop) stop.tabIndex = -1;
  const first = controls.find((one) => !one.disabled && one.offsetParent);
  if (first) first.tabIndex = 0;
}

function insertTable(state, dispatch) {
  const { $from } = state.selection;
  if (isInTable(state)) return false;
  if (!dispatch) return true;
  const cell = (type) => type.create(null, schema.nodes.line.create());
  const row = (type) => schema.nodes.table_row.create(null, [cell(type), cell(type), cell(type)]);
  const plain = schema.nodes.table_cell; // a head without words would tell a screen reader nothing
  const table = schema.nodes.table.create(null, [row(plain), row(plain), row(plain)]);
  const empty = !$from.parent.content.size && $from.parent.attrs.level === "text";
  const at = empty ? $from.before() : $from.after();
  const tr = state.tr.replaceWith(at, empty ? $from.after() : at, table);
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at + 3))).scrollIntoView());
  return true;
}
