// Notices above the form: they stay until closed, one for each name.
export function notice(words, { name, actions = [] }) {
  const box = document.createElement("div");
  box.className = "notice";
  box.dataset.notice = name;
  box.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.dataset.closes = "";
  close.setAttribute("aria-label", document.body.dataset.close);
  close.textContent = "×";
  box.append(text, ...actions.map(button), close);
  return put(name, box);
}

export function put(name, box) {
  box.dataset.notice = name;
  const place = document.querySelector("[data-notices]");
  remove(name);
  place.append(box);
  return box;
}

export function remove(name) {
  document.querySelector(`[data-notices] [data-notice="${name}"]`)?.remove();
}

function button({ words, act }) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
