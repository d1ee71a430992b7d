#!/usr/bin/env node
// The command `kpigen`. What it does is in src/cli/; this file only finds the built form of it.
import { existsSync } from "node:fs";
import { bundleFile, loadBundle } from "./bundle.cjs";

if (!existsSync(bundleFile)) {
  process.stderr.write(`kpigen is not built: npm run build (${bundleFile} is not there)\n`);
  process.exit(70);
}
await loadBundle().door.main(process.argv.slice(2));
