// The form's fields as plain texts, the one shape that is saved, kept in the browser, and compared.
const controls = (form) => form.querySelectorAll("[data-field] [name]");

export function readTexts(form) {
  return Object.fromEntries([...controls(form)].map((control) => [control.name, control.value]));
}

/** Put texts into the form; the editors over the controls hear `refill`. */
export function writeTexts(form, texts) {
  for (const control of controls(form)) {
    if (!(control.name in texts) || control.value === texts[control.name]) continue;
    control.value = texts[control.name];
    control.dispatchEvent(new Event("refill", { bubbles: true }));
  }
}

export function differing(form, texts) {
  const mine = readTexts(form);
  return Object.keys(mine).filter((name) => normal(mine[name]) !== normal(texts[name]));
}

/** Letter for letter: cheap enough to ask at every key, even in a text of 200 pages. */
export const identical = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);

/** The same words; line ends, blanks at the ends and composed letters do not matter. */
export const same = (one, other) =>
  Object.keys(one).every((name) => normal(one[name]) === normal(other[name]));

const normal = (text) => (text ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim();

export const labelOf = (form, name) =>
  form.querySelector(`[data-field="${name}"]`)?.dataset.label ?? name;
