/**
 * The command and its worker, each as one file: Node takes longer to find and link three hundred small modules than to run half of
 * them. dist/bundle/ lies as deep as the rooms do, so that rules/ and grammars/ are where they look for them. The command is a script and
 * no module, because V8 keeps bytecode of scripts only (code-cache.mjs).
 */
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const common = {
  outdir: join(root, "dist/bundle"),
  bundle: true,
  platform: "node",
  target: "node20",
  // finds its wasm beside itself
  external: ["web-tree-sitter"],
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: { cli: join(root, "dist/cli/index.js") },
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
});
await build({ ...common, entryPoints: { "parse-worker": join(root, "dist/syntax/parse-worker.js") }, format: "esm" });
