// How fast lists, word searches and sheets are read where there are many calls, through the API on a real PostgreSQL.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Actor, Permission, type Scope } from "../packages/domain/src/index.ts";
import { createApp } from "../packages/server/src/http/app.ts";
import { readConfig, startService } from "../packages/server/src/index.ts";
import { seeded } from "../scripts/synthetic-calls.ts";
import { startPostgres } from "../scripts/test-postgres.ts";
import { fillCalls } from "./filled-calls.ts";

const asked = { list: 300, words: 300, sheet: 100 } as const;
const rounds = 40;

type Kind = keyof typeof asked;
interface Question {
  readonly name: string;
  readonly kind: Kind;
  /** The address of the n-th time it is asked. */
  readonly address: (n: number) => string;
}

export async function measureCallsList(count: number): Promise<void> {
  const memory = ["shared_buffers=1GB", "max_wal_size=8GB", "effective_cache_size=8GB", "work_mem=16MB"];
  const postgres = await startPostgres(memory);
  const folder = mkdtempSync(join(tmpdir(), "tingheng-bench-calls-"));
  try {
    const config = readConfig({
      TINGHENG_DATABASE_URL: postgres.url,
      TINGHENG_FOLDER: folder,
      TINGHENG_SECRET: "0123456789abcdef0123456789abcdef",
      TINGHENG_PART: "api",
      TINGHENG_PORT: "0",
      TINGHENG_LOG_LEVEL: "silent",
    });
    const service = await startService(config);
    try {
      const filled = await fillCalls(postgres.url, count);
      console.log(
        `${count} calls of about 1,000 characters, 2 judgements each: filled at ${Math.round(filled.callsASecond)} calls a second, ` +
          `indexed in ${Math.round(filled.indexSeconds)} s, ${filled.gigabytes.toFixed(1)} GB`,
      );
      let scope: Scope = { kind: "all" };
      const actor = (): Actor => ({
        kind: "person",
        id: "usr_bench",
        name: "bench",
        roles: ["supervisor"],
        permissions: new Set(Permission.options),
        scope,
      });
      const app = createApp(service.services, async () => actor());
      const ask = async (address: string) => {
        const started = performance.now();
        const response = await app.request(address);
        const text = await response.text();
        if (response.status !== 200) throw new Error(`${address}: ${response.status} ${text}`);
        return { ms: performance.now() - started, text };
      };
      for (const one of [{ kind: "all" }, { kind: "teams", teams: ["team-3"] }] as const satisfies readonly Scope[]) {
        scope = one;
        console.log(
          `\nscope: ${one.kind === "all" ? "all calls" : "one team"}; p50 and p95 of ${rounds} in milliseconds`,
        );
        const ids = idsIn((await ask("/api/v1/calls?limit=200")).text);
        const all = questions(filled.folded, ids, count);
        // Many calls share a record, which names one team; sheets are read by whoever sees all.
        const fitting = one.kind === "all" ? all : all.filter(({ kind }) => kind !== "sheet");
        for (const question of fitting) console.log(await measured(question, ask));
      }
    } finally {
      await service.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(
  { name, kind, address }: Question,
  ask: (address: string) => Promise<{ ms: number; text: string }>,
): Promise<string> {
  const times: number[] = [];
  let found = 0;
  for (let n = 0; n < rounds; n += 1) {
    const { ms, text } = await ask(address(n));
    times.push(ms);
    if (kind !== "sheet") found += idsIn(text).length;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(rounds - 1, Math.floor(share * rounds))] ?? 0;
  const p95 = at(0.95);
  const verdict = p95 <= asked[kind] ? "" : "  TOO SLOW";
  const rows = kind === "sheet" ? "" : `, ${Math.round(found / rounds)} rows`;
  return `  ${name.padEnd(46)} ${at(0.5).toFixed(0).padStart(5)} ${p95.toFixed(0).padStart(5)}  asked ≤ ${asked[kind]}${rows}${verdict}`;
}

function idsIn(text: string): string[] {
  const { items } = JSON.parse(text) as { items: { id: string }[] };
  return items.map(({ id }) => id);
}

function questions(folded: readonly string[], ids: readonly string[], count: number): Question[] {
  const list = (name: string, query: (n: number) => string): Question => ({
    name,
    kind: "list",
    address: (n) => `/api/v1/calls?${query(n)}`,
  });
  const search = (name: string, words: readonly string[], rest = ""): Question => ({
    name,
    kind: "words",
    address: (n) => `/api/v1/calls?words=${encodeURIComponent(words[n % words.length] ?? "")}${rest}`,
  });
  const day = (n: number) => new Date(Date.parse("2026-03-01") - (n % 12) * 86_400_000).toISOString();
  const standard = "standard=dealer-recording";
  const said = wordsIn(folded);
  const orders = Array.from({ length: rounds }, (_, n) => String(Math.floor((count * n) / rounds)).padStart(7, "0"));
  return [
    list("newest", () => ""),
    list("agent", (n) => `agent=agent-${n * 7}`),
    list("team", (n) => `team=team-${n % 20}`),
    list("queue", (n) => `queue=queue-${n % 12}`),
    list("campaign", (n) => `campaign=campaign-${(n * 10) % 300}`),
    list("direction", () => "direction=outbound"),
    list("one day", (n) => `from=${encodeURIComponent(day(n + 1))}&to=${encodeURIComponent(day(n))}`),
    list("set aside", () => "stage=setAside"),
    list("standard", () => standard),
    list("clause violated", (n) => `${standard}&clause=${["A1.1", "A1.2", "A1.5", "A4", "A6.1"][n % 5]}`),
    list("clause undetermined", (n) => `${standard}&clause=${["A1.5", "A1.4", "A6.2"][n % 3]}&outcome=undetermined`),
    list("score 0–60", () => `${standard}&scoreTo=60`),
    list("score 99–100", () => `${standard}&scoreFrom=99`),
    list("fatal", () => `${standard}&fatal=true`),
    list("not provisional", () => `${standard}&provisional=false`),
    list("lowest score", () => `${standard}&order=lowestScore`),
    list("lowest score of an agent", (n) => `${standard}&order=lowestScore&agent=agent-${n * 7}`),
    list(
      "highest score of a queue and day",
      (n) => `${standard}&order=highestScore&queue=queue-${n % 12}&from=${encodeURIComponent(day(n))}`,
    ),
    list("agent and queue", (n) => `agent=agent-${n * 7}&queue=queue-${n % 12}`),
    list("agent of another team (nothing)", (n) => `agent=agent-${n * 20}&team=team-1`),
    list("team, queue, direction", (n) => `team=team-3&queue=queue-${n % 12}&direction=outbound`),
    list("queue, clause, score", (n) => `queue=queue-${n % 12}&${standard}&clause=A1.1&scoreTo=70`),
    list("customer", (n) => `customer=1380000${String(n).padStart(4, "0")}`),
    search("a number said once", orders),
    ...Object.entries(said).map(([name, words]) => search(name, words)),
    search("two words, both common", pairsOfWords(said["2 characters, common"], said["2 characters, common"])),
    search("two words, rare and common", pairsOfWords(said["3 characters, rare"], said["2 characters, common"])),
    search("rare word in a queue", said["3 characters, rare"], "&queue=queue-5"),
    search("common word, agent", said["2 characters, common"], "&agent=agent-23"),
    search(
      "middle word, clause, outbound",
      said["3 characters, middle"],
      `&${standard}&clause=A1.1&direction=outbound`,
    ),
    search("middle word, lowest score", said["3 characters, middle"], `&${standard}&order=lowestScore`),
    search("common word never said together", ["您好 绝无此语", "请问 不存在词"]),
    { name: "sheet", kind: "sheet", address: (n) => `/api/v1/calls/${ids[(n * 5) % ids.length]}/sheet` },
  ];
}

/** Words by their length and by the share of calls that say them, as they really come up. */
function wordsIn(folded: readonly string[]) {
  const random = seeded(9);
  const classes = { rare: [0, 0.004], middle: [0.01, 0.06], common: [0.15, 1] } as const;
  const chosen = (length: number, share: keyof typeof classes): string[] => {
    const words = new Set<string>();
    for (let tries = 0; tries < 4_000 && words.size < 12; tries += 1) {
      const text = folded[Math.floor(random() * folded.length)] ?? "";
      const from = Math.floor(random() * (text.length - length));
      const word = text.slice(from, from + length);
      if (!/^[一-鿿]+$/.test(word)) continue;
      const found = folded.filter((one) => one.includes(word)).length / folded.length;
      const [least, most] = classes[share];
      if (found > least && found <= most) words.add(word);
    }
    return [...words];
  };
  return {
    "2 characters, rare": chosen(2, "rare"),
    "2 characters, middle": chosen(2, "middle"),
    "2 characters, common": chosen(2, "common"),
    "3 characters, rare": chosen(3, "rare"),
    "3 characters, middle": chosen(3, "middle"),
    "3 characters, common": chosen(3, "common"),
    "5 characters, rare": chosen(5, "rare"),
    "5 characters, middle": chosen(5, "middle"),
  };
}

function pairsOfWords(first: readonly string[], second: readonly string[]): string[] {
  return first.map((word, index) => `${word} ${second[(index + 3) % second.length]}`);
}

if (import.meta.main) await measureCallsList(Number(process.argv[2] ?? 50_000));
