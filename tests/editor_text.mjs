// For tests/test_editor_text.py: a document of the editor a line in, its text a line out.
import { createInterface } from "node:readline";
import { blockOf, textOf } from "../service/assets/js/editor/structure/text.js";

for await (const line of createInterface({ input: process.stdin })) {
  const blocks = JSON.parse(line).content.map(blockOf).filter(Boolean);
  process.stdout.write(`${JSON.stringify(textOf(blocks))}\n`);
}
