// What is typed but not saved stays in the browser, over a lost connection or a closed tab.
const PREFIX = "draft:";

export function keep(id, texts, revision) {
  write(PREFIX + id, { texts, revision, at: Date.now() });
}

export const kept = (id) => read(PREFIX + id);
export const forget = (id) => attempt(() => localStorage.removeItem(PREFIX + id));

/** The version put aside when the newer one of the server was taken. */
export const putAside = (id, texts) => write(`${PREFIX}${id}:aside`, { texts, at: Date.now() });
export const aside = (id) => read(`${PREFIX}${id}:aside`);
export const forgetAside = (id) => attempt(() => localStorage.removeItem(`${PREFIX}${id}:aside`));

function write(key, value) {
  attempt(() => localStorage.setItem(key, JSON.stringify(value)));
}

function read(key) {
  return attempt(() => JSON.parse(localStorage.getItem(key))) ?? null;
}

// storage may be full or forbidden: then only the server keeps
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}
