// A text area as high as its words.
export function grows(area) {
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  area.addEventListener("input", fit);
  area.addEventListener("refill", fit);
  new ResizeObserver(([entry]) => {
    if (area.dataset.width === String(entry.contentRect.width)) return;
    area.dataset.width = entry.contentRect.width;
    fit();
  }).observe(area);
  fit();
}
