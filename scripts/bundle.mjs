/**
 * The command and its worker as one file each: Node takes longer to find and link three hundred small modules than to run half of them.
 * dist/bundle/ lies as deep as the rooms do, so that rules/ and grammars/ are where they look for them. They are scripts and no modules, because
 * V8 keeps bytecode of scripts only (code-cache.mjs).
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist/bundle");

/** Loads the part of Node that starts processes when one is to be started: that takes as long as reading the whole command. */
const processesWhenAsked = {
  name: "processes-when-asked",
  setup(build) {
    build.onResolve({ filter: /^(node:)?child_process$/ }, () => ({ path: "child_process", namespace: "when-asked" }));
    build.onLoad({ filter: /.*/, namespace: "when-asked" }, () => ({
      contents: `
        const load = require;
        for (const name of ["exec", "execFile", "execFileSync", "execSync", "fork", "spawn", "spawnSync"])
          Object.defineProperty(exports, name, { enumerable: true, get: () => load("node:child_process")[name] });`,
    }));
  },
};

/** @param contents what the script's door is made of */
async function bundle(name, contents) {
  await build({
    stdin: { contents, resolveDir: join(root, "dist") },
    outfile: join(outdir, `${name}.cjs`),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // finds its wasm beside itself
    external: ["web-tree-sitter"],
    plugins: [processesWhenAsked],
    // without comments, which are not all ASCII: V8 keeps a script in two bytes a letter if one letter needs them
    minifyWhitespace: true,
    lineLimit: 160,
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: "warning",
  });
}

await bundle("kpigen", 'export { main } from "./cli/index.js";');
await bundle("front", 'export { serveFront } from "./front/serve-front.js";');
// who waits for it is blocked, and hears of nothing but messages
writeFileSync(
  join(outdir, "front-worker.cjs"),
  `const { workerData } = require("node:worker_threads");
try {
  require("../../bin/bundle.cjs").loadBundle("front").door.serveFront(workerData);
} catch (error) {
  workerData.port.postMessage({ kind: "failure", text: String(error) });
  Atomics.add(workerData.signal, 0, 1);
  Atomics.notify(workerData.signal, 0);
}
`,
);
