// A service on a port with secrets lying beside what it serves, and what it answers where an address holds a path instead of a name.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Permission } from "@tingheng/domain";
import { ownData } from "@tingheng/knowledge";
import { listStandards } from "@tingheng/store";
import { makeKey } from "../people/keys.ts";
import { newWorld } from "../people/people-world.contract.ts";
import { importShipped } from "../standards/import-standards.ts";
import { houseKeeper } from "./access/access-world.contract.ts";
import { listen } from "./listen.ts";

export interface Doors {
  /** How many addresses are made of one name. */
  readonly perName: number;
  /** @returns the addresses of which the answer holds a secret, or that the service was not up to */
  tryName(name: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const planted = "not for anybody";

export async function openDoors(): Promise<Doors> {
  const world = await newWorld();
  const { services } = world;
  const { folder } = services.config;
  await mkdir(join(folder, "outside"), { recursive: true });
  for (const name of ["secret.txt", "outside/secret.txt"]) await writeFile(join(folder, name), planted);
  const passwords = await readFile("/etc/passwd", "utf8").catch(() => planted);
  const secrets = [planted, passwords.split("\n")[0] ?? planted];
  await importShipped(services, ownData);
  const [version] = await listStandards(services.database.kysely, {}, { limit: 1 });
  const expiresAt = new Date(services.now().getTime() + 3_600_000);
  const wish = { name: "k", permissions: Permission.options, scope: { kind: "all" }, expiresAt } as const;
  const authorization = `Bearer ${(await makeKey(services, houseKeeper, wish)).text}`;
  const server = await listen(world.app, { ...services.config, port: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const places = [
    (name: string) => `/${name}`,
    (name: string) => `/page/${name}`,
    (name: string) => `/api/v1/standards/${version?.id}/files/${name}`,
    (name: string) => `/api/v1/calls/${name}/recording`,
    (name: string) => `/api/v1/uploads/${name}`,
  ];
  const answerTo = (path: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const asking = request(server.url, { path, agent, headers: { authorization } }, (response) => {
        text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
      });
      // An address too long for the server: it hangs up on whoever still sends.
      asking.on("error", () => resolve({ status: 431, body: "" }));
      asking.end();
    });
  return {
    perName: places.length * writings.length,
    async tryName(name) {
      const through: string[] = [];
      for (const path of places.flatMap((place) => writings.map((written) => place(written(name))))) {
        const { status, body } = await answerTo(path);
        if (status >= 500 || secrets.some((secret) => body.includes(secret))) through.push(`${status}: ${path}`);
      }
      return through;
    },
    async close() {
      agent.destroy();
      await server.close(1_000);
      await world.close();
    },
  };
}

/** As one part of the path, and with its own slashes and escapes left as they are. */
const writings: readonly ((name: string) => string)[] = [
  (name) => encodeURIComponent(name.toWellFormed()),
  (name) => name.toWellFormed().replace(/[^!-~]/gu, encodeURIComponent),
];
