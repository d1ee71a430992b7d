/** The built command in one thread and in two: the same crate, in units of their own as well. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "kpigen-threads-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Made {
  readonly files: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, { readonly kind: string }>>;
}

function generated(name: string, ...parameters: string[]): Made {
  if (!existsSync(join(root, "dist", "bundle"))) throw new Error("not built: npm run build");
  const out = join(folder, name);
  const command = [join(root, "bin", "kpigen.js"), "generate", "--arch", "amd64", "--out", out, "--json"];
  // a header of net/altq/ that is no declaration behind another one gets a unit of its own
  const summary = execFileSync(
    process.execPath,
    [...command, "--headers", "sys/_*.h,net/altq/*.h,net/if_var.h,net/ieee8023ad_lacp.h", ...parameters],
    {
      encoding: "utf8",
    },
  );
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((file): [string, string] => {
    const path = join(file.parentPath, file.name);
    return [path.slice(out.length), readFileSync(path, "utf8")];
  });
  return { files: Object.fromEntries(texts), headers: JSON.parse(summary).headers };
}

it("makes the same crate in one thread and in two", () => {
  const one = generated("one", "--jobs", "1");
  const two = generated("two", "--jobs", "2");
  expect(two).toEqual(one);
  const kinds = new Set(Object.values(one.headers).map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(["common", "own", "refused"]));
}, 60_000);
