// How fast lists, word searches and sheets are read where there are many calls, through the API on a real PostgreSQL.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Actor, Permission, type Scope } from "../packages/domain/src/index.ts";
import { createApp } from "../packages/server/src/http/app.ts";
import { readConfig, startService } from "../packages/server/src/index.ts";
import { seeded } from "../scripts/synthetic-calls.ts";
import { startPostgres } from "../scripts/test-postgres.ts";
import { customerNumberOf, databaseSettings, fillCalls, fillSecret } from "./filled-calls.ts";

const asked = { list: 300, words: 300, sheet: 100 } as const;
const rounds = 40;

type Kind = keyof typeof asked;
interface Question {
  readonly name: string;
  readonly kind: Kind;
  /** The address of the n-th time it is asked. */
  readonly address: (n: number) => string;
  /** Pages turned over one after the other, instead of the same question again and again. */
  readonly pages?: number;
}

/**
 * `BENCH_CALLS_URL` names a PostgreSQL that `filled-calls.ts --keep` filled; without it one is filled and thrown away.
 * @param only questions whose name holds this
 */
export async function measureCallsList(count: number, only = ""): Promise<void> {
  const filledBefore = process.env.BENCH_CALLS_URL;
  const postgres =
    filledBefore === undefined
      ? await startPostgres(databaseSettings)
      : { url: filledBefore, stop: () => Promise.resolve() };
  const folder = mkdtempSync(join(tmpdir(), "tingheng-bench-calls-"));
  try {
    const config = readConfig({
      TINGHENG_DATABASE_URL: postgres.url,
      TINGHENG_FOLDER: folder,
      TINGHENG_SECRET: fillSecret,
      TINGHENG_PART: "api",
      TINGHENG_PORT: "0",
      TINGHENG_LOG_LEVEL: "silent",
    });
    const service = await startService(config);
    try {
      const filled = await fillCalls(service, postgres.url, count);
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
          `\nscope: ${one.kind === "all" ? "all calls" : "one team"}; p50 and p95 of ${rounds} in milliseconds, and p95 of the first time`,
        );
        const ids = inAnswer((await ask("/api/v1/calls?limit=200")).text).ids;
        const all = questions(filled.folded, ids, count);
        // Many calls share a record, which names one team; sheets are read by whoever sees all.
        const fitting = one.kind === "all" ? all : all.filter(({ kind }) => kind !== "sheet");
        for (const question of fitting) {
          if (question.name.includes(only)) console.log(await measured(question, ask));
        }
      }
    } finally {
      await service.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Ask = (address: string) => Promise<{ ms: number; text: string }>;

/** The first time is said beside: what it reads comes from the disk. */
async function measured(question: Question, ask: Ask): Promise<string> {
  const { name, kind } = question;
  const first = (await askedAgain(question, ask)).times;
  const { times, found } = await askedAgain(question, ask);
  const p95 = share(times, 0.95);
  const rows = kind === "sheet" ? "" : `, ${Math.round(found / times.length)} rows`;
  const verdict = p95 <= asked[kind] ? "" : "  TOO SLOW";
  const figures = [share(times, 0.5), p95, share(first, 0.95)].map((ms) => ms.toFixed(0).padStart(5)).join(" ");
  return `  ${name.padEnd(46)} ${figures}  asked ≤ ${asked[kind]}${rows}${verdict}`;
}

/** Asks a question so many times, or turns over so many pages of its first answer. */
async function askedAgain({ kind, address, pages }: Question, ask: Ask): Promise<{ times: number[]; found: number }> {
  const times: number[] = [];
  let found = 0;
  let after: string | undefined;
  for (let n = 0; n < (pages ?? rounds); n += 1) {
    const place = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
    const { ms, text } = await ask(`${address(n)}${place}`);
    if (pages === undefined || n > 0) times.push(ms);
    if (kind === "sheet") continue;
    const { ids, next } = inAnswer(text);
    found += ids.length;
    if (pages !== undefined && next === undefined) break;
    after = pages === undefined ? undefined : next;
  }
  return { times: times.sort((a, b) => a - b), found };
}

function share(times: readonly number[], part: number): number {
  return times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? 0;
}

function inAnswer(text: string): { ids: string[]; next: string | undefined } {
  const { items, next } = JSON.parse(text) as { items: { id: string }[]; next?: string };
  return { ids: items.map(({ id }) => id), next };
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
  const turned = (name: string, query: string): Question => ({
    name: `pages 2–20: ${name}`,
    kind: "list",
    address: () => `/api/v1/calls?${query}`,
    pages: 20,
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
    list("campaign", (n) => `campaign=campaign-${n % 30}`),
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
    list("customer", (n) => `customer=${customerNumberOf(n)}`),
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
    turned("newest", "order=newest"),
    turned("team and direction", "team=team-3&direction=inbound"),
    turned("lowest score", `${standard}&order=lowestScore`),
    turned("clause violated", `${standard}&clause=A1.1`),
    turned("common word", `words=${encodeURIComponent(said["2 characters, common"][0] ?? "")}`),
    turned("middle word", `words=${encodeURIComponent(said["3 characters, middle"][0] ?? "")}`),
    turned("rare word", `words=${encodeURIComponent(said["3 characters, rare"][0] ?? "")}`),
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

if (import.meta.main) await measureCallsList(Number(process.argv[2] ?? 50_000), process.argv[3]);
