// What was dropped: files, and all that lies in dropped folders, each with its path.
export async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => [file.name, file]);
  const found = await Promise.all(entries.map(below));
  return found.flat();
}

async function below(entry) {
  if (entry.isFile) {
    const file = await new Promise((done) => entry.file(done, () => done(null)));
    return file ? [[entry.fullPath.replace(/^\//, ""), file]] : [];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done) => reader.readEntries(done, () => done([]))); // a hundred at a time
    if (!some.length) return found;
    found.push(...(await Promise.all(some.map(below))).flat());
  }
}
