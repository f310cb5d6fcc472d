// A box above a long list: while one types, entries and groups that do not match step aside. Marks do not matter.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

export function finders() {
  document.querySelectorAll("[data-finder]").forEach(finder);
}

function finder(box) {
  const list = document.getElementById(box.dataset.finder);
  const entries = [...list.querySelectorAll("[data-words]")];
  const [input, status] = [box.querySelector("input"), box.querySelector("[role=status]")];
  box.hidden = false;
  input.addEventListener("input", () => {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    for (const entry of entries) entry.hidden = !wanted.every((word) => entry.dataset.words.includes(word));
    list.querySelectorAll("[data-group]").forEach((group) => {
      group.hidden = !group.querySelector("[data-words]:not([hidden])");
    });
    const { length } = entries.filter((entry) => !entry.hidden);
    const words = length ? status.dataset.found.replace("{n}", length) : status.dataset.none;
    status.textContent = wanted.length ? words : "";
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !input.value.trim()) return;
    event.preventDefault();
    list.querySelector("[data-words]:not([hidden]) :is(a, button)")?.focus();
  });
}
