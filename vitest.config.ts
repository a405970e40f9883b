import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts", "scripts/**/*.test.ts", "standards/**/*.test.ts", "e2e/**/*.test.ts"],
    reporters: ["default", "./scripts/count-reporter.ts"],
    globalSetup: "./scripts/test-postgres.ts",
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
