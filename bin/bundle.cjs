/**
 * Loads one of the command's bundles, with the bytecode that V8 made of it when kpigen was built (scripts/code-cache.mjs). A Node whose V8 is
 * another one refuses that bytecode, and then the bundle is compiled as it is used.
 */
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { dirname, join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

// One run is over before most code gets hot: baseline code at once and fewer optimizing compiles take a third less processor time
// (docs/performance.md). Flags count for code that is compiled after this; bytecode is refused where they differ.
setFlagsFromString("--always-sparkplug");
setFlagsFromString("--interrupt-budget=1000000");

const bundleFile = (name) => join(__dirname, "..", "dist", "bundle", `${name}.cjs`);
const cacheFile = (name) => `${bundleFile(name)}.cache`;

/** The exports of a bundle (`kpigen`, `front`), and the script they come from. */
exports.loadBundle = (name) => {
  const file = bundleFile(name);
  const cachedData = existsSync(cacheFile(name)) ? readFileSync(cacheFile(name)) : undefined;
  const script = new Script(wrap(readFileSync(file, "utf8")), { filename: file, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { door: module.exports, script };
};

exports.bundleFile = bundleFile;
exports.cacheFile = cacheFile;
