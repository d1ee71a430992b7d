#!/usr/bin/env node
// The command `kpigen`. What it does is in src/cli/; this file only finds the built form of it.
import { existsSync } from "node:fs";
import { bundleFile, loadBundle } from "./bundle.cjs";

const file = bundleFile("kpigen");
if (!existsSync(file)) {
  process.stderr.write(`kpigen is not built: npm run build (${file} is not there)\n`);
  process.exit(70);
}
const parameters = process.argv.slice(2);
// while the command is loaded, its worker is: it waits for the kernel to read
const thread =
  parameters[0] === "generate"
    ? (await import("../dist/front/front-thread.js")).startFrontThread(bundleFile("front-worker"))
    : undefined;
await loadBundle("kpigen").door.main(parameters, thread);
