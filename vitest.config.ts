import { defineConfig } from "vitest/config";

/** Tests that call a compiler or read a kernel tree take seconds on a busy machine. */
export default defineConfig({ test: { include: ["test/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } });
