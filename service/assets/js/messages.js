// Messages at the head of the page, and words for screen readers.
export function messages() {
  document.addEventListener("click", (event) => event.target.closest?.("[data-closes]")?.parentElement.remove());
}

/** Tell screen readers something that is only seen otherwise. */
export function say(words) {
  const said = document.getElementById("said");
  if (!said || !words) return;
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = words));
}

/** Show a message at the head of the page until it is closed. */
export function show(words, { error = false } = {}) {
  const message = document.createElement("div");
  message.className = error ? "message message-error" : "message";
  message.setAttribute("role", error ? "alert" : "status");
  const text = document.createElement("span");
  text.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.dataset.closes = "";
  close.setAttribute("aria-label", document.body.dataset.close);
  close.textContent = "×";
  message.append(text, close);
  document.getElementById("messages").replaceChildren(message);
}
