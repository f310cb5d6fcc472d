// Words found on a document's pages: begin at the best place, step with , and . or the two buttons.
import { say } from "./messages.js";

const TYPING = "input, textarea, select, [contenteditable]";

export function pageMarks() {
  const bar = document.querySelector("[data-page-marks]");
  if (!bar) return;
  const marks = [...document.querySelectorAll("[data-mark]")];
  const steps = [...bar.querySelectorAll("[data-mark-step]")];
  const walk = { marks, bar, at: -1 };
  for (const step of steps) {
    step.hidden = false;
    step.addEventListener("click", () => go(walk, Number(step.dataset.markStep)));
  }
  bar.querySelector(".mark-first").hidden = true;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    const way = { ",": -1, ".": 1 }[event.key];
    if (!way || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    go(walk, way);
  });
  addEventListener("hashchange", () => begin(walk));
  begin(walk);
}

// the address names a mark, or nothing: then the best one
function begin(walk) {
  const named = walk.marks.findIndex((mark) => `#${mark.id}` === location.hash);
  if (named < 0 && location.hash && location.hash !== "#cho") return;
  show(walk, named < 0 ? walk.marks.findIndex((mark) => "first" in mark.dataset) : named);
}

function go(walk, way) {
  show(walk, (walk.at + way + walk.marks.length) % walk.marks.length);
  say(walk.bar.querySelector("[data-said]").textContent);
}

function show(walk, at) {
  if (at < 0) return;
  walk.marks[walk.at]?.classList.remove("now");
  walk.at = at;
  const mark = walk.marks[at];
  mark.classList.add("now");
  const page = mark.closest(".numbered-sheet").id.replace("trang-", "");
  const told = { n: at + 1, all: walk.marks.length, page };
  walk.bar.querySelector("[data-said]").textContent = walk.bar.dataset.now.replace(/\{(\w+)\}/g, (_, name) => told[name]);
  centre(mark);
}

/** Bring a mark into the middle of the pages' frame; the frame itself into view. */
export function centre(mark) {
  mark.querySelector("rect")?.scrollIntoView({ block: "center", inline: "nearest" });
}
