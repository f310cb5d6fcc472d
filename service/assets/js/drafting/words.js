// Words with places to fill: fill("Xóa dòng {n}", { n: 2 }) → "Xóa dòng 2".
export function fill(words, values) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
}
