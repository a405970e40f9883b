// Everything that must hold before a change lands, one after the other; ends with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Check {
  readonly title: string;
  readonly command: readonly string[];
  /** Reads how much passed and failed; a check without it counts as one. */
  readonly count?: (output: string) => Count;
}

const scratch = mkdtempSync(join(tmpdir(), "tingheng-check-"));
const countFile = join(scratch, "count.json");

const checks: readonly Check[] = [
  { title: "format and lint", command: ["biome", "check", "."] },
  { title: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { title: "types of the page", command: ["tsc", "-p", "packages/server/page-assets"] },
  {
    title: "import law",
    command: ["depcruise", "--config", ".dependency-cruiser.mjs", "packages", "bench", "scripts", "e2e"],
  },
  { title: "dead code", command: ["knip"] },
  { title: "tests", command: ["vitest", "run"], count: () => JSON.parse(readFileSync(countFile, "utf8")) as Count },
  {
    title: "cases of the standards",
    command: ["node", "packages/cli/src/main.ts", "standards", "test"],
    count: lastCount,
  },
];

let passed = 0;
let failed = 0;
for (const { title, command, count } of checks) {
  console.log(`\n— ${title}: ${command.join(" ")}`);
  const [program = "", ...rest] = command;
  const { status, stdout } = spawnSync(program, rest, {
    stdio: ["ignore", count === lastCount ? "pipe" : "inherit", "inherit"],
    env: { ...process.env, TEST_COUNT_FILE: countFile },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (count === lastCount) process.stdout.write(stdout);
  const counted = counts(count, stdout ?? "");
  passed += counted?.passed ?? (status === 0 ? 1 : 0);
  failed += counted?.failed ?? (status === 0 ? 0 : 1);
  if (status !== 0 && (counted?.failed ?? 1) === 0) failed += 1;
}
rmSync(scratch, { recursive: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function counts(count: Check["count"], output: string): Count | undefined {
  try {
    return count?.(output);
  } catch {
    return undefined;
  }
}

function lastCount(output: string): Count {
  const match = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (match === undefined) throw new Error("no count in the output");
  return { passed: Number(match[1]), failed: Number(match[2]) };
}
