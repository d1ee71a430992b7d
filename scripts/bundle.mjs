/**
 * The command and its worker, each as one file: Node takes longer to find and link three hundred small modules than to run half of
 * them. dist/bundle/ lies as deep as the rooms do, so that rules/ and grammars/ are where they look for them.
 */
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");

await build({
  entryPoints: { cli: join(root, "dist/cli/index.js"), "parse-worker": join(root, "dist/syntax/parse-worker.js") },
  outdir: join(root, "dist/bundle"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  // finds its wasm beside itself
  external: ["web-tree-sitter"],
  // commander is CommonJS and asks for Node's own modules by require
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
  logLevel: "warning",
});
