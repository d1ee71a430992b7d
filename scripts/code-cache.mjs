/**
 * Keeps the bytecode that V8 makes of the bundles while they do the main job once, each in this thread and on the headers that come with kpigen:
 * every function that a run needs is then there without being compiled. bin/bundle.cjs gives it to V8, which takes it only if it is its own.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { cacheFile, loadBundle } from "../bin/bundle.cjs";

const keep = (name, script) => writeFileSync(cacheFile(name), script.createCachedData());

const folder = mkdtempSync(join(tmpdir(), "kpigen-build-"));
try {
  process.env.XDG_CACHE_HOME = folder;
  const { door, script } = loadBundle("kpigen");
  const out = ["--out", join(folder, "crate")];
  await door.main(["generate", "--arch", "amd64", "--headers", "sys/*.h", "--jobs", "1", "--quiet", ...out]);
  if (process.exitCode === 0) keep("kpigen", script);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// the worker finds all that it will be asked when it begins
const { port1, port2 } = new MessageChannel();
const request = { arch: "amd64", kernconf: "GENERIC", headers: ["sys/*.h"] };
port1.postMessage({ kind: "begin", request, keepInputs: true });
const texts = ["curthread"];
for (const what of ["expandObjectMacros", "expandTexts"]) port1.postMessage({ kind: "expand", id: 0, what, texts });
for (let unit = 0; unit < 100; unit++) port1.postMessage({ kind: "next" });
const { door, script } = loadBundle("front");
door.serveFront({ port: port2, signal: new Int32Array(new SharedArrayBuffer(8)) });
let said;
for (let next = receiveMessageOnPort(port1); next !== undefined; next = receiveMessageOnPort(port1))
  said = next.message;
port1.close();
if (said?.kind !== "plan") throw new Error(`the worker ends with ${said?.kind}: ${said?.text}`);
keep("front", script);
