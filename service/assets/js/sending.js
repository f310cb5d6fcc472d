// Files of an old archive are sent one request each, three at a time; whole folders may be dropped; what failed is sent again.
import { filesOf } from "./dropped.js";

const AT_ONCE = 3;

export function sendsFiles() {
  const form = document.querySelector("form[data-sends-files]");
  if (!form) return;
  const chosen = new Map();
  form.querySelectorAll("[data-with-scripts]").forEach((part) => (part.hidden = false));
  form.querySelectorAll("input[type=file]").forEach((input) => {
    input.removeAttribute("name");
    input.addEventListener("change", () => take(form, chosen, [...input.files].map((file) => [file.webkitRelativePath || file.name, file])));
  });
  takesDrops(form, chosen);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, chosen);
  });
}

function takesDrops(form, chosen) {
  const place = form.querySelector("[data-drop]");
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("over");
    take(form, chosen, await filesOf(event.dataTransfer));
  });
}

function take(form, chosen, files) {
  for (const [name, file] of files) chosen.set(name, file);
  tell(form, fill(form.dataset.chosen, { total: number(chosen.size), size: size([...chosen.values()]) }));
}

async function send(form, chosen) {
  if (!chosen.size) return tell(form, form.dataset.none);
  if (chosen.size > Number(form.dataset.most)) return tell(form, fill(form.dataset.tooMany, { most: number(Number(form.dataset.most)) }));
  const to = await begun(form);
  if (!to) return tell(form, document.body.dataset.refused);
  const shown = sending(form, chosen.size);
  window.addEventListener("beforeunload", stays);
  const waiting = [...chosen];
  const failed = new Map();
  await Promise.all(Array.from({ length: AT_ONCE }, () => sendNext(form, to, waiting, failed, shown)));
  window.removeEventListener("beforeunload", stays);
  if (!failed.size) return finish(to);
  chosen.clear();
  failed.forEach((file, name) => chosen.set(name, file));
  shown.failed(fill(form.dataset.failed, { count: number(failed.size) }), form.dataset.again);
}

function stays(event) {
  event.preventDefault();
}

async function begun(form) {
  if (form.dataset.files) return { files: form.dataset.files, close: form.dataset.close, run: form.dataset.run };
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return null;
  const to = await answer.json();
  Object.assign(form.dataset, to); // sent again, it is the same run
  return to;
}

async function sendNext(form, to, waiting, failed, shown) {
  while (waiting.length) {
    const [name, file] = waiting.shift();
    const row = shown.begin(name);
    const why = file.size > Number(form.dataset.largest) ? form.dataset.tooLarge : await sendOne(form, to.files, name, file, row);
    row.end();
    if (why) shown.lost(`${name}: ${why}`);
    if (why && file.size <= Number(form.dataset.largest)) failed.set(name, file);
    shown.step();
  }
}

function sendOne(form, address, name, file, row) {
  const body = new FormData();
  body.append("csrf_token", form.elements.csrf_token.value);
  body.append("name", name);
  body.append("file", file, "file");
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", form.elements.csrf_token.value);
    request.upload.addEventListener("progress", (event) => row.sent(event.loaded, event.total));
    request.addEventListener("load", () => done(request.status < 300 ? "" : reason(request, form)));
    request.addEventListener("error", () => done(form.dataset.leftOut));
    request.send(body);
  });
}

function reason(request, form) {
  try {
    return JSON.parse(request.responseText).detail || form.dataset.leftOut;
  } catch {
    return form.dataset.leftOut;
  }
}

async function finish(to) {
  const token = document.querySelector("meta[name=csrf-token]").content;
  await fetch(to.close, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
  location.assign(to.run);
}

// How far it is: a bar for all, a row for each file on its way, a line for each that failed.
function sending(form, total) {
  const place = form.querySelector("[data-sending]");
  const [bar, words, now, lost] = ["progress", "[data-sent]", "[data-now]", "[data-lost]"].map((part) => place.querySelector(part));
  place.hidden = false;
  form.querySelector("button[type=submit]").disabled = true;
  lost.replaceChildren();
  bar.max = total;
  bar.value = 0;
  const say = () => (words.textContent = fill(form.dataset.said, { done: number(bar.value), total: number(total) }));
  say();
  return {
    begin: (name) => row(now, name),
    step: () => {
      bar.value += 1;
      say();
    },
    lost: (line) => lost.append(Object.assign(document.createElement("li"), { textContent: line })),
    failed: (line, again) => {
      words.textContent = line;
      const button = form.querySelector("button[type=submit]");
      button.disabled = false;
      button.textContent = again;
    },
  };
}

function row(list, name) {
  const item = document.createElement("li");
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", name);
  item.append(bar, ` ${name}`);
  list.append(item);
  return { sent: (done, total) => (bar.value = total ? done / total : 0), end: () => item.remove() };
}

function tell(form, words) {
  form.querySelector("[data-told]").textContent = words;
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function number(count) {
  return count.toLocaleString(document.documentElement.lang);
}

function size(files) {
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  return bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${number(Math.round(bytes / 1048576))} MB`;
}
