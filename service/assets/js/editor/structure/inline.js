// Bold and italic inside a line: doc_templates/inline.py over again, held to it letter for letter by
// tests/test_editor_text.py. Typing cannot wait for the server, and what is typed must be kept when there is none.
const TOKEN = /\\[\\*(]|\*+|[^\\*]+|\\/gu;
const PIECE = /\s+|\S+/gu;
const [ITALIC, BOLD] = [1, 2]; // also how many asterisks each takes
const BLANK = /^\s/u;
const ENDS_BLANK = /\s$/u;
const DIGIT = /^[0-9]+/;
const ENDS_DIGIT = /[0-9]$/;

/** [{ text, bold, italic }]: the looks of a marked text. */
export function runs(text) {
  if (!/[*\\]/.test(text)) return text ? [run(text)] : [];
  const pieces = piecesOf(text);
  const live = { [ITALIC]: pairs(pieces, ITALIC), [BOLD]: pairs(pieces, BOLD) };
  return joined(read(pieces, live));
}

/** The text that runs() reads as these runs. */
export function marked(given) {
  const wanted = tidied(given);
  const typed = written(wanted, ({ text }) => text);
  const framed =
    typed.startsWith("**") && typed.endsWith("**") && /[^* \t\u00a0]/.test(typed) && !(wanted[0].bold && wanted.at(-1).bold);
  return !framed && alike(runs(typed), wanted) ? typed : written(wanted, escaped);
}

export const tidy = (text) => (/[*\\]/.test(text) ? marked(runs(text)) : text);

const run = (text, bold = false, italic = false) => ({ text, bold, italic });
const sameLook = (one, other) => one.bold === other.bold && one.italic === other.italic;
const alike = (some, others) =>
  some.length === others.length && some.every((one, at) => one.text === others[at].text && sameLook(one, others[at]));

function tidied(given) {
  const whole = joined(wholeNumbers(joined(given)));
  if (whole.length < 2 && !whole.some(({ bold, italic }) => bold || italic)) return whole;
  return joined(commonBlanks(whole.flatMap((one) => one.text.match(PIECE).map((text) => ({ ...one, text })))));
}

function piecesOf(text) {
  const found = text.match(TOKEN);
  return found.map((token, at) => {
    const before = at ? found[at - 1] : " ";
    const after = found[at + 1] ?? " ";
    if (token[0] !== "*") return { text: token[0] === "\\" && token.length === 2 ? token[1] : token, marks: 0 };
    const footnote = before.endsWith("(") && before !== "\\(" && after[0] === ")";
    const multiplies = ENDS_DIGIT.test(before) && DIGIT.test(after);
    if (token.length > 3 || footnote || multiplies) return { text: token, marks: 0 };
    return { text: token, marks: token.length, opens: !BLANK.test(after), closes: !ENDS_BLANK.test(before) };
  });
}

function pairs(pieces, mark) {
  const live = new Set();
  let opener = null;
  pieces.forEach((piece, at) => {
    if (!(piece.marks & mark)) return;
    if (opener !== null && piece.closes) {
      live.add(opener).add(at);
      opener = null;
    } else if (piece.opens) opener = at;
  });
  return live;
}

function read(pieces, live) {
  let look = 0;
  return pieces.map((piece, at) => {
    const switched = (live[ITALIC].has(at) ? ITALIC : 0) + (live[BOLD].has(at) ? BOLD : 0);
    const left = piece.marks ? "*".repeat(piece.marks - switched) : piece.text;
    const outside = look & ~switched;
    look ^= switched;
    return run(left, Boolean(outside & BOLD), Boolean(outside & ITALIC));
  });
}

function joined(given) {
  const whole = [];
  for (const one of given) {
    if (!one.text) continue;
    const last = whole.at(-1);
    if (last && sameLook(last, one)) last.text += one.text;
    else whole.push({ ...one });
  }
  return whole;
}

function wholeNumbers(given) {
  const found = [];
  let held = run("");
  for (const one of given) {
    const more = ENDS_DIGIT.test(held.text) ? (one.text.match(DIGIT)?.[0] ?? "") : "";
    held = { ...held, text: held.text + more };
    if (more === one.text) continue;
    found.push(held);
    held = { ...one, text: one.text.slice(more.length) };
  }
  return [...found, held];
}

function commonBlanks(pieces) {
  const found = [];
  let before = run("");
  let blanks = [];
  for (const piece of [...pieces, run("")]) {
    if (BLANK.test(piece.text)) {
      blanks.push(piece);
      continue;
    }
    const around = [before, ...blanks, piece];
    const text = blanks.map((blank) => blank.text).join("");
    found.push(run(text, around.every(({ bold }) => bold), around.every(({ italic }) => italic)), piece);
    before = piece;
    blanks = [];
  }
  return found;
}

function written(given, words) {
  let before = run("");
  const parts = [];
  for (const one of [...given, run("")]) {
    const stars = (one.bold === before.bold ? 0 : BOLD) + (one.italic === before.italic ? 0 : ITALIC);
    parts.push("*".repeat(stars), words(one));
    before = one;
  }
  return parts.join("");
}

function escaped({ text }) {
  const words = text.replace(/[\\*]/g, "\\$&");
  return words.endsWith("(") ? `${words.slice(0, -1)}\\(` : words;
}
