#!/usr/bin/env node
// The command `kpigen`. What it does is in src/cli/; this file only finds the built form of it.
import { existsSync } from "node:fs";
import { bundleFile, loadBundle } from "./bundle.cjs";

const file = bundleFile("kpigen");
if (!existsSync(file)) {
  process.stderr.write(`kpigen is not built: npm run build (${file} is not there)\n`);
  process.exit(70);
}
await loadBundle("kpigen").door.main(process.argv.slice(2));
