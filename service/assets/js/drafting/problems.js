// What stands between the draft and its issue, and what should be looked at, in plain words, each linked to its field.
let latest = [];
let looked = [];

/** What kept the last save from being issued, as list items for a dialog. */
export const problemItems = () => latest.map(item);

/** What should be looked at before issuing, as list items for a dialog. */
export const warningItems = () => looked.map(item);

export function firstProblems() {
  latest = firstOf("[data-problems] li");
  looked = firstOf("[data-warnings] li");
}

const firstOf = (lines) =>
  [...document.querySelectorAll(lines)].map((line) => ({
    field: line.querySelector("a")?.hash.slice(3),
    label: line.querySelector("a")?.textContent,
    words: line.dataset.words,
  }));

export function showProblems(problems = []) {
  latest = problems.filter((problem) => problem.blocks !== false);
  looked = problems.filter((problem) => problem.blocks === false);
  list("[data-problems]", latest);
  list("[data-warnings]", looked);
  const left = document.querySelector("[data-left]");
  left.hidden = latest.length === 0;
  const words = left.dataset.saysLeft.replace("{n}", latest.length);
  if (left.textContent !== words) left.textContent = words;
}

function list(place, problems) {
  const box = document.querySelector(place);
  box.hidden = problems.length === 0;
  box.querySelector("ul").replaceChildren(...problems.map(item));
}

export function item({ field, label, words, detail }) {
  const line = document.createElement("li");
  const text = words ?? detail ?? "";
  if (!field) {
    line.textContent = text;
    return line;
  }
  const link = document.createElement("a");
  link.href = `#f-${field}`;
  link.textContent = label || fieldLabel(field);
  line.append(link, `: ${text}`);
  return line;
}

const fieldLabel = (field) => document.querySelector(`[data-field="${field}"]`)?.dataset.label ?? field;
