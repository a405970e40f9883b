// A house that nobody outside may reach, and beside it one server that may be asked; and what comes of an address that tries.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "@tingheng/domain";
import { type FetchSettings, fetchRecording } from "./fetch-recording.ts";
import type { SsrfVector } from "./ssrf-vectors.fixture.ts";

const inside = "127.0.0.1";
const outside = "127.0.0.2";

export interface House {
  /** Of both servers, each on an address of its own. */
  readonly port: number;
  /** How often somebody so much as connected to the house. */
  readonly hits: number;
  /** @returns what got through, undefined where it was refused as it should be and nothing inside was touched */
  tryVector(vector: SsrfVector): Promise<string | undefined>;
  /** What comes of an address: "fetched", or the code of the refusal. */
  outcome(vector: SsrfVector, settings?: Partial<FetchSettings>): Promise<string>;
  settingsFor(vector: Pick<SsrfVector, "names">): FetchSettings;
  close(): Promise<unknown>;
}

export async function openHouse(): Promise<House> {
  const servers: Server[] = [];
  let hits = 0;
  const open = async (server: Server, address: string, wanted: number): Promise<number> => {
    await new Promise<void>((resolve, reject) => server.on("error", reject).listen(wanted, address, resolve));
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  const house = () =>
    createServer((_, answer) => answer.end("inside")).on("connection", () => {
      hits += 1;
    });
  const port = await open(house(), inside, 0);
  await open(house(), "::1", port).catch(() => {});
  const allowed = createServer(({ url = "" }, answer) => {
    if (url === "/call.wav") return void answer.end("outside");
    const next = url.startsWith("/to?") ? decodeURIComponent(url.slice(4)) : url;
    answer.writeHead(302, { location: next }).end();
  });
  await open(allowed, outside, port);

  const outcome: House["outcome"] = async (vector, settings = {}) => {
    try {
      const url = vector.url.replaceAll("{port}", `${port}`);
      const { bytes } = await fetchRecording(url, { ...settingsFor(vector), ...settings });
      for await (const _ of bytes);
      return "fetched";
    } catch (error) {
      return error instanceof AppError ? error.code : String(error);
    }
  };
  return {
    port,
    get hits() {
      return hits;
    },
    outcome,
    settingsFor,
    async tryVector(vector) {
      const before = hits;
      const code = await outcome(vector);
      if (hits > before) return "the house was reached";
      return code === vector.refused ? undefined : code;
    },
    close: () => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))),
  };
}

function settingsFor({ names }: Pick<SsrfVector, "names">): FetchSettings {
  const asked = new Map<string, number>();
  const known: NonNullable<SsrfVector["names"]> = { "allowed.test": [[outside]], ...names };
  return {
    allowedHosts: [outside],
    limits: { totalMs: 5_000, stallMs: 1_000 },
    resolve: async (host) => {
      const answers = known[host] ?? [];
      const time = asked.get(host) ?? 0;
      asked.set(host, time + 1);
      return answers[Math.min(time, answers.length - 1)] ?? [];
    },
  };
}
