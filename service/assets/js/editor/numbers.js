// The number each block would have by itself (Phụ lục I, Phần I, II.6.đ): counted on from the one before it.
const POINTS = [..."abcdđeghiklmnopqrstuvxy"];
const ONES = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
const ORDER = ["part", "chapter", "section", "subsection", "article", "heading", "clause", "point", "dash"];
// chapters and articles are numbered through the whole document
const THROUGH = new Set(["part", "chapter", "article"]);

/** A counter: next(attrs) gives the number that a block of these attributes has at this place. */
export function counter() {
  const last = new Map();
  return {
    next: (attrs) => following(attrs, last),
    took: (attrs, number) => took(attrs, number, last),
  };
}

function following({ level, number, depth }, last) {
  if (level === "text") return "";
  if (level === "dash") return number === "+" ? "+" : "";
  if (level === "heading") return headingAfter(last, number);
  if (level === "clause") return clauseAfter(last, depth);
  if (level === "point") return POINTS[Math.min(POINTS.length - 1, POINTS.indexOf(last.get("point") ?? "") + 1)];
  if (level === "article") return String(Math.min(9999, figure(last.get("article")) + 1));
  return groupAfter(last.get(level) ?? "", number, level);
}

// headings are A, B, C or I, II, III; both may be in one document, the Roman ones under the letters
function headingAfter(last, number) {
  const lettered = isLetter(number) && (number !== "I" || last.get("letter"));
  if (!lettered) return roman(Math.min(39, value(last.get("roman") ?? "") + 1));
  const letters = [..."ABCDĐEGHIKLMNOPQRSTUVXY"];
  return letters[Math.min(letters.length - 1, letters.indexOf(last.get("letter") ?? "") + 1)];
}

function clauseAfter(last, depth) {
  const above = depth ? (last.get(`clause${depth - 1}`) ?? Array(depth).fill("1").join(".")) : "";
  const number = figure((last.get(`clause${depth}`) ?? "").split(".").at(-1)) + 1;
  return `${above ? `${above}.` : ""}${Math.min(999, number)}`;
}

function groupAfter(before, number, level) {
  const romanly = before ? isRoman(before) : number ? isRoman(number) : level === "part" || level === "chapter";
  return romanly ? roman(Math.min(39, value(before) + 1)) : String(Math.min(999, figure(before) + 1));
}

function took({ level, depth }, number, last) {
  if (level === "text" || level === "dash") return;
  const lettered = level === "heading" && isLetter(number) && (number !== "I" || last.has("letter"));
  if (level === "heading") last.set(lettered ? "letter" : "roman", number);
  else last.set(level === "clause" ? `clause${depth}` : level, number);
  forget(level, depth, lettered, last);
}

// what stands deeper begins anew
function forget(level, depth, lettered, last) {
  const from = ORDER.indexOf(level);
  for (const deeper of ORDER.slice(from + 1)) if (!THROUGH.has(deeper)) last.delete(deeper);
  if (lettered || from < ORDER.indexOf("heading")) last.delete("roman");
  if (from < ORDER.indexOf("heading")) last.delete("letter");
  for (let at = level === "clause" ? depth + 1 : 0; at < 5; at += 1) if (from <= ORDER.indexOf("clause")) last.delete(`clause${at}`);
}

const isRoman = (number) => /^[IVXLC]+$/.test(number);
const isLetter = (number) => /^[A-ZĐ]$/.test(number) && !/^[VX]$/.test(number);
const figure = (number) => Number(/^\d+/.exec(number ?? "")?.[0] ?? 0);

export const roman = (number) => "X".repeat(Math.floor(number / 10)) + ONES[number % 10];

function value(number) {
  const worth = { I: 1, V: 5, X: 10, L: 50, C: 100 };
  return [...number].reduce((sum, letter, at) => {
    const one = worth[letter] ?? 0;
    return sum + (one < (worth[number[at + 1]] ?? 0) ? -one : one);
  }, 0);
}

const NUMBERS = {
  part: /^(?:[IVXLC]+|\d{1,3}[a-zđ]?|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))$/iu,
  article: /^\d{1,4}[a-zđ]?$/u,
  heading: /^(?:(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})|[A-ZĐ])$/u,
  clause: /^\d{1,3}(?:\.\d{1,3}){0,4}$/,
  point: /^[a-eg-ik-vxyđăâêôơư]$/u,
  dash: /^\+?$/,
  text: /^$/,
};

/** Whether the server would read this number at this level (NUMBERS of editor_content.py). */
export const isNumber = (level, number) => (NUMBERS[level] ?? NUMBERS.part).test(number);
