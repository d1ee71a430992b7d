/**
 * `npm run demo`: the crate of FreeBSD 15 on amd64, from the headers that come with kpigen, in ./out/freebsd-kpi; an excerpt of it to look
 * at; and `cargo check` of it where there is a cargo.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const out = join("out", "freebsd-kpi");

function run(command, parameters, options = {}) {
  const shown = [
    command === process.execPath ? "kpigen" : command,
    ...parameters.filter((p) => !p.endsWith("kpigen.js")),
  ];
  console.log(`\n$ ${shown.join(" ")}`);
  return spawnSync(command, parameters, { cwd: root, stdio: "inherit", ...options }).status ?? 1;
}

const isBuilt = existsSync(join(root, "dist", "cli", "index.js"));
if (!isBuilt) {
  const status = run("npm", ["run", "--silent", "build"]);
  if (status !== 0) process.exit(status);
}

const generated = run(process.execPath, [join("bin", "kpigen.js"), "generate", "--arch", "amd64", "--out", out]);
if (generated !== 0) process.exit(generated);

excerpt(join(root, out, "src", "sys", "_mutex.rs"), 40);
excerpt(join(root, out, "src", "sys", "_task.rs"), 40);

if (spawnSync("cargo", ["--version"], { stdio: "ignore" }).status === 0) {
  process.exit(
    run("cargo", ["check", "--offline", "--quiet"], { cwd: join(root, out) }) === 0
      ? said("cargo check: no warnings, no errors")
      : 1,
  );
} else {
  said("no cargo here: the crate was written and not compiled");
}

function excerpt(path, lines) {
  if (!existsSync(path) || !statSync(path).isFile()) return;
  console.log(`\n--- ${path.slice(root.length + 1)} (its first ${lines} lines)`);
  console.log(readFileSync(path, "utf8").split("\n").slice(0, lines).join("\n"));
}

function said(text) {
  console.log(text);
  return 0;
}
