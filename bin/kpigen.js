#!/usr/bin/env node
// The command `kpigen`. What it does is in src/cli/; this file only finds the built form of it.
let door;
try {
  door = await import("../dist/cli/index.js");
} catch (error) {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.stderr.write(`kpigen is not built: npm run build (${error.message})\n`);
  process.exit(70);
}
await door.main(process.argv.slice(2));
