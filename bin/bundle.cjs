/**
 * Loads the command's bundle, with the bytecode that V8 made of it when kpigen was built (scripts/code-cache.mjs). A Node whose V8 is another
 * one refuses that bytecode, and then the bundle is compiled as it is used.
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

const bundleFile = join(__dirname, "..", "dist", "bundle", "kpigen.cjs");
const cacheFile = `${bundleFile}.cache`;

/** The bundle's exports, and the script they come from. */
exports.loadBundle = () => {
  const cachedData = existsSync(cacheFile) ? readFileSync(cacheFile) : undefined;
  const script = new Script(wrap(readFileSync(bundleFile, "utf8")), { filename: bundleFile, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundleFile), module, bundleFile, dirname(bundleFile));
  return { door: module.exports, script };
};
exports.bundleFile = bundleFile;
exports.cacheFile = cacheFile;
