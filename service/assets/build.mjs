// Bundles scripts and styles into service/static/build/ (not committed): `npm ci && npm run build`.
import { cp } from "node:fs/promises";
import { context } from "esbuild";

const out = new URL("../static/build/", import.meta.url).pathname;
const bundle = await context({
  entryPoints: ["js/app.js", "js/drafting.js", "css/app.css"].map((name) => new URL(name, import.meta.url).pathname),
  entryNames: "[name]",
  outdir: out,
  bundle: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
  minify: true,
  sourcemap: true,
  logLevel: "warning",
});

await bundle.rebuild();
await cp(new URL("icon.svg", import.meta.url), `${out}icon.svg`);
if (process.argv.includes("--watch")) await bundle.watch();
else await bundle.dispose();
