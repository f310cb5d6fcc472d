// What stands between the draft and its issue, in plain words, each linked to its field.
export function showProblems(problems = []) {
  const box = document.querySelector("[data-problems]");
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
  link.textContent = label ?? field;
  line.append(link, `: ${text}`);
  return line;
}
