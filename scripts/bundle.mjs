/**
 * The command and its worker as one file: Node takes longer to find and link three hundred small modules than to run half of them.
 * dist/bundle/ lies as deep as the rooms do, so that rules/ and grammars/ are where they look for them. It is a script and no module, because
 * V8 keeps bytecode of scripts only (code-cache.mjs).
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist/bundle");

await build({
  stdin: {
    contents: 'export { main } from "./cli/index.js"; export { serveFront } from "./front/index.js";',
    resolveDir: join(root, "dist"),
  },
  outfile: join(outdir, "kpigen.cjs"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // finds its wasm beside itself
  external: ["web-tree-sitter"],
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: "warning",
});
writeFileSync(join(outdir, "front-worker.cjs"), 'require("../../bin/bundle.cjs").loadBundle().door.serveFront();\n');
