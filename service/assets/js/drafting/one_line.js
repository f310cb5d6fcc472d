// One line of text that may be long: grows over several rows, but Enter and pasted line ends become spaces.
import { grows } from "./grows.js";

export function oneLine(area) {
  grows(area);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.isComposing) event.preventDefault();
  });
  area.addEventListener("input", () => {
    if (!/[\r\n]/.test(area.value)) return;
    const place = area.selectionStart;
    area.value = area.value.replace(/\s*[\r\n]+\s*/g, " ");
    area.setSelectionRange(place, place);
  });
}
