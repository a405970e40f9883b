// One process at a time in a folder. The lock is a listening socket in it, which the operating system closes with its process, so
// a killed owner leaves nothing to clean. The embedded database itself would let a second opener in and lose rows.
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "@tingheng/domain";

/** Longer than a second starter needs between finding a dead socket and listening itself. */
const settleMs = 150;
/** What a socket's path may measure on every system. */
const longestPath = 100;

/**
 * @returns what releases the lock
 * @throws AppError `storage.locked` while another process holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const path = socketPath(realpathSync(folder));
  const mine = randomBytes(16).toString("hex");
  if ((await ownerAt(path)) !== undefined) throw new AppError("storage.locked", { path: folder });
  if (process.platform !== "win32") rmSync(path, { force: true });
  const server = await listen(path, mine).catch(() => undefined);
  await wait(settleMs);
  if (server === undefined || (await ownerAt(path)) !== mine) {
    server?.close();
    throw new AppError("storage.locked", { path: folder });
  }
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function socketPath(folder: string): string {
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 24);
  if (process.platform === "win32") return `\\\\.\\pipe\\tingheng-${name}`;
  const inside = join(folder, ".lock");
  return inside.length <= longestPath ? inside : join(tmpdir(), `tingheng-${name}.lock`);
}

function listen(path: string, answer: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.end(answer);
    });
    server.unref();
    server.once("error", reject);
    server.listen(path, () => resolve(server));
  });
}

/** What the socket's owner answers; undefined where nobody listens. */
function ownerAt(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const socket = connect(path);
    socket.setTimeout(15_000, () => socket.destroy());
    socket.on("data", (bytes) => {
      said += bytes.toString("utf8");
    });
    socket.once("error", () => resolve(undefined));
    socket.once("close", () => resolve(said));
  });
}
