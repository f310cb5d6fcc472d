// What one typed line is: doc_templates/marks.py and titles.py over again (see inline.js for why).
const LETTER_ = "\\p{L}\\p{Nl}\\p{No}"; // Python's [^\W\d_]
const WORD = `${LETTER_}\\p{Nd}_`;
const D = "\\p{Nd}";
const anyCase = (words) => [...words].map((letter) => `[${letter}${letter.toUpperCase()}]`).join("");
const ORDINAL = `${anyCase("thứ")}\\s+(?:${["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"].map(anyCase).join("|")})`;
const rule = (...parts) => new RegExp(parts.join(""), "u");

export const GROUPS = { part: "Phần", chapter: "Chương", section: "Mục", subsection: "Tiểu mục" };
const LEVELS = Object.fromEntries(Object.entries(GROUPS).map(([level, word]) => [word.toLowerCase(), level]));
const CONTENT = ["text", "point", "dash", "table", "clause"];
const TITLE_LENGTH = 150;

const GROUP = rule(
  "^(?<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC)\\s+",
  `(?<number>[IVXLC]+|${D}{1,3}[a-zđ]?|${ORDINAL})(?:\\s*[.:](?!${D})\\s*|\\s+[-–—]\\s+|$)(?<rest>.*)$`,
);
const ARTICLE = rule(`^(?:Điều|ĐIỀU)\\s+(?<number>${D}{1,4}[a-zđ]?)\\s*(?:[.:](?!${D})\\s*|$)(?<rest>.*)$`);
const ROMAN = rule(`^(?<number>(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))\\.(?:\\s+|(?=[${LETTER_}]{2}))(?<rest>\\S.*)$`);
const LETTER = rule("^(?<number>[A-ZĐ])\\.\\s+(?<rest>\\S.*)$");
const CLAUSE = rule(`^(?<number>${D}{1,3}(?:\\.${D}{1,3}){0,4})\\.(?:\\s+|(?=[${LETTER_}]))(?<rest>\\S.*)$`);
const POINT = rule("^(?<number>[a-eg-ik-vxyđăâêôơư])\\)\\s*(?<rest>\\S.*)$");
const DASH = rule(
  "^(?<mark>[\\-–—+*•●▪■◦‣⁃·\\uf0b7\\uf0a7])\\s+(?<rest>\\S.*)$",
  `|^(?<tight>[\\-–—+•●▪■◦‣\\uf0b7\\uf0a7])(?<after>[${LETTER_}].*)$`,
);
const HASHES = rule("^(?:#{1,6}\\s+)+");
const STRONG_MARK = rule(
  `^\\*\\*\\s*(?<mark>(?:Điều|ĐIỀU)\\s+${D}{1,4}[a-zđ]?(?![${WORD}])[.:]?|${D}{1,3}(?:\\.${D}{1,3})*\\.|[IVX]{1,8}\\.|[a-zđ]\\))`,
  `(?<words>[^*]*)\\*\\*(?:(?<=[^${WORD}]\\*\\*)|(?![${WORD}]))(?<rest>.*)$`,
);

export const bare = (words) => words.replace(/^\\+/, "");
const stripEnd = (words, letter) => words.replace(new RegExp(`\\${letter}+$`), "");

/** { level, number, rest, strong, bold, escaped } of a line. */
export function readLine(line) {
  const words = line.replaceAll("\t", " ").trim();
  if (words.startsWith("\\") && !isPlain(bare(words))) return { ...text(words.slice(1)), escaped: true };
  return read(words);
}

export function isPlain(words) {
  const line = read(words);
  return line.level === "text" && line.rest === withoutStars(words) && !line.rest.startsWith("|");
}

export const pointsBehindDash = (words) => POINT.test(withoutStars(bare(words)));

export function withoutStars(words) {
  const leading = words.length - words.replace(/^\*+/, "").length;
  let trailing = words.length - stripEnd(words, "*").length;
  let core = words.slice(leading, Math.max(leading, words.length - trailing));
  if ((core.length - stripEnd(core, "\\").length) % 2) {
    trailing -= 1;
    core = `${core}*`;
  }
  if (Math.min(leading, trailing) < 2 || !core.trim() || core.includes("**")) return words;
  const pairs = Math.floor(Math.min(leading, trailing) / 2) * 2;
  return words.slice(pairs, words.length - pairs).trim();
}

export function mayBeTitle(words) {
  const ended = /[.;:,!?…]$/u.test(words.replace(/[”"’»)]+$/u, ""));
  return !ended && [...words].length <= TITLE_LENGTH;
}

export function isTitle(line, following) {
  if (line.level === "heading") return true;
  if (line.level === "clause") return line.strong || (mayBeTitle(line.rest) && opens(line, following));
  return line.level === "article" && mayBeTitle(line.rest) && (line.strong || opens(line, following));
}

export const isTitleLine = (line) => line.level === "text" && !line.escaped && isHeadingTitle(line.rest, line.strong);
export const escapesTitleLine = (words) => isTitleLine(readLine(bare(words)));

export function escapesTitle(words, { level, number }, following) {
  const core = bare(words);
  const rest = withoutStars(core);
  return core !== "" && isTitle({ level, number, rest, strong: rest !== core }, following);
}

const text = (rest, strong = false, bold = false) => ({ level: "text", number: "", rest, strong, bold, escaped: false });

function read(line) {
  const [words, strong] = unmarked(line);
  const hashless = withoutHashes(line);
  const bold = withoutStars(hashless) !== hashless;
  return group(words, strong) ?? article(words, strong) ?? heading(words, strong) ?? clause(words, strong) ?? item(words, strong) ?? text(words, strong, bold);
}

function unmarked(line) {
  const stripped = line.trim();
  const words = withoutHashes(withoutStars(withoutHashes(stripped)));
  const found = STRONG_MARK.exec(words)?.groups;
  if (!found) return [words, words !== stripped];
  const inner = found.words.trim() ? ` **${found.words.trim()}**` : found.words;
  return [(found.mark + inner + found.rest).trim(), words !== stripped];
}

const withoutHashes = (words) => (HASHES.test(words) ? words.replace(HASHES, "").trim() : words);
const isUpper = (words) => /\p{Uppercase}/u.test(words) && !/[\p{Lowercase}\p{Lt}]/u.test(words);
const isHeadingTitle = (words, strong) => strong || isUpper(words) || mayBeTitle(words);

function opens(line, following) {
  if (!following || !CONTENT.includes(following.level)) return false;
  if (following.level === "clause") return line.level === "article" || following.number.startsWith(`${line.number}.`);
  return following.level !== "text" || !/^\p{Lowercase}/u.test(following.text.replace(/^[\\*]+/, ""));
}

function group(words, strong) {
  const found = GROUP.exec(words)?.groups;
  if (!found) return null;
  return { ...text(withoutStars(found.rest.trim()), strong), level: LEVELS[found.word.toLowerCase()], number: found.number };
}

const article = (words, strong) => marked("article", ARTICLE.exec(words), strong);
const clause = (words, strong) => marked("clause", CLAUSE.exec(words), strong);

function heading(words, strong) {
  const roman = ROMAN.exec(words);
  if (roman) {
    const line = marked("heading", roman, strong);
    return isHeadingTitle(line.rest, line.strong) ? line : null;
  }
  const line = marked("heading", LETTER.exec(words), strong);
  return line && (line.strong || isUpper(line.rest)) ? line : null;
}

function item(words, strong) {
  const point = POINT.exec(words);
  if (point) return marked("point", point, strong);
  const dash = DASH.exec(words)?.groups;
  if (!dash) return null;
  const number = (dash.mark ?? dash.tight) === "+" ? "+" : "";
  const typed = (dash.rest ?? dash.after).trim();
  if (typed.startsWith("\\") && pointsBehindDash(typed)) return { ...text(typed.slice(1), strong), level: "dash", number, escaped: true };
  const rest = withoutStars(typed);
  return marked("point", POINT.exec(rest), strong) ?? { ...text(rest, strong), level: "dash", number };
}

function marked(level, match, strong) {
  if (!match) return null;
  const typed = match.groups.rest.trim();
  const rest = withoutStars(typed);
  return { ...text(rest, strong || rest !== typed), level, number: match.groups.number };
}
