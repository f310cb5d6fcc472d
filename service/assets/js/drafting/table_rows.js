// A table's text and its rows: cells apart by tabs; what a spreadsheet copies may have quotes and line breaks in cells.
export function rowsOf(text, columns) {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.map((line) => line.split("\t")).map((cells) => Array.from({ length: columns }, (_, at) => cells[at] ?? ""));
}

export const textOf = (rows) =>
  rows
    .filter((cells) => cells.some(Boolean))
    .map((cells) => cells.join("\t"))
    .join("\n");

/** Fill the cells from (at, column) on with pasted ones; rows are added as needed, cells beyond the last are left. */
export function pasteRows(rows, text, at, column, columns) {
  cellsOf(text).forEach((cells, index) => {
    const row = (rows[at + index] ??= Array.from({ length: columns }, () => ""));
    cells.slice(0, columns - column).forEach((cell, offset) => (row[column + offset] = cell.replace(/\s+/g, " ").trim()));
  });
}

/** Rows of cells as spreadsheets copy them: "…" around a cell with a tab, a line break or a quote in it. */
export function cellsOf(text) {
  const rows = [[]];
  const cell = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*)/gy;
  for (let at = 0; at <= text.length; ) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    at = cell.lastIndex;
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") rows.push([]);
    at += 1;
  }
  return rows;
}
