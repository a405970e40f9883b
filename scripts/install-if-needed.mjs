// Installs the locked packages unless that has been done since the lockfile last changed. Runs on any Node from 20 on.
// Not `npm ci`: it refuses a lockfile without the optional packages of other platforms, which not every registry has.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const done = "node_modules/.package-lock.json";
const fresh = existsSync(done) && statSync(done).mtimeMs >= statSync("package-lock.json").mtimeMs;
if (!fresh) {
  const { status } = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}
