// A draft made from an earlier document: jump to the words to be checked, again to their next place.
export function toCheck(form) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goes-to]");
    if (!link) return;
    const field = form.querySelector(`[data-field="${link.dataset.goesTo}"]`);
    if (!field) return;
    event.preventDefault();
    go(field, link.dataset.words) || field.scrollIntoView({ block: "center" });
  });
}

function go(field, words) {
  const editor = field.querySelector("[contenteditable=true]");
  if (editor) return inEditor(editor, words);
  const areas = [...field.querySelectorAll("textarea, input")].filter((one) => !one.hidden && one.value.includes(words));
  return areas.length > 0 && inAreas(areas, words);
}

// the next place behind the selection; from the last one on to the first
function inAreas(areas, words) {
  const here = areas.indexOf(document.activeElement);
  const area = areas[Math.max(0, here)];
  const next = here < 0 ? -1 : area.value.indexOf(words, area.selectionEnd);
  const wanted = next >= 0 ? area : areas[(here + 1) % areas.length];
  const start = next >= 0 ? next : wanted.value.indexOf(words);
  wanted.focus();
  wanted.setSelectionRange(start, start + words.length);
  const above = wanted.value.slice(0, start).split("\n").length - 2;
  wanted.scrollTop = (wanted.scrollHeight * Math.max(0, above)) / wanted.value.split("\n").length;
  wanted.scrollIntoView({ block: "center" });
  return true;
}

function inEditor(editor, words) {
  const places = rangesOf(editor, words);
  if (!places.length) return false;
  const selection = getSelection();
  const behind = (range) => editor.contains(selection.anchorNode) && range.compareBoundaryPoints(Range.START_TO_START, selection.getRangeAt(0)) > 0;
  const range = (selection.rangeCount && places.find(behind)) || places[0];
  editor.focus();
  selection.removeAllRanges();
  selection.addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  return true;
}

// words may run over several text nodes: bold in the middle of a date
function rangesOf(editor, words) {
  const found = [];
  for (const block of editor.querySelectorAll("p, h1, h2, h3, h4, h5, li, td, th")) {
    if (block.querySelector("p, li, td")) continue;
    const text = block.textContent;
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(rangeIn(block, at, at + words.length));
  }
  return found;
}

function rangeIn(block, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.data.length;
    if (start >= passed && start <= passed + length) range.setStart(node, start - passed);
    if (end > passed && end <= passed + length) range.setEnd(node, end - passed);
    passed += length;
  }
  return range;
}
