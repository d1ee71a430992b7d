#!/usr/bin/env node
// The command `kpigen`. What it does is in src/cli/; this file only finds the built form of it.
import { setFlagsFromString } from "node:v8";

// One run is over before most code gets hot: baseline code at once and fewer optimizing compiles take a third less processor time
// (docs/performance.md). Flags count for code that is compiled after this, hence before the import.
setFlagsFromString("--always-sparkplug");
setFlagsFromString("--interrupt-budget=1000000");

let door;
try {
  door = await import("../dist/bundle/cli.js");
} catch (error) {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.stderr.write(`kpigen is not built: npm run build (${error.message})\n`);
  process.exit(70);
}
await door.main(process.argv.slice(2));
