// Drag a row by its handle, with mouse, pen or finger.
export function dragging(list, done) {
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".grip");
    if (!handle || event.button) return;
    event.preventDefault();
    const row = handle.closest("li");
    // the list captures, not the handle: an element moved in the document loses its capture
    list.setPointerCapture(event.pointerId);
    row.classList.add("dragged");
    const move = ({ clientY }) => place(list, row, clientY);
    const stop = () => {
      list.removeEventListener("pointermove", move);
      row.classList.remove("dragged");
      done();
    };
    list.addEventListener("pointermove", move);
    list.addEventListener("lostpointercapture", stop, { once: true });
  });
}

function place(list, row, y) {
  const others = [...list.children].filter((other) => other !== row);
  const next = others.find((other) => {
    const { top, height } = other.getBoundingClientRect();
    return y < top + height / 2;
  });
  if (next === row.nextElementSibling || (!next && row === list.lastElementChild)) return;
  if (next) next.before(row);
  else list.append(row);
}
