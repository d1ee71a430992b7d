import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** What kpigen remembers of runs in tests is not for the user's own. */
const env = { XDG_CACHE_HOME: join(import.meta.dirname, "node_modules", ".cache") };

/** Tests that call a compiler or read a kernel tree take seconds on a busy machine. */
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], env, testTimeout: 120_000, hookTimeout: 120_000 },
});
