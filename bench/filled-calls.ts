// A PostgreSQL full of judged calls: a few thousand conversations mixed from real turns and really judged, each used many times with
// metadata, an order number and an id of its own. The database multiplies them itself, which is quicker than sending them.
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { type CallRecord, parseCallRecord, type Turn } from "../packages/domain/src/index.ts";
import { createJudge, foldForSearch } from "../packages/engine/src/index.ts";
import { judgeParts, ownData } from "../packages/knowledge/src/index.ts";
import type { RunningService } from "../packages/server/src/index.ts";
import { packJson, packJudgement, pairsOf } from "../packages/store/src/rows.ts";
import { seeded } from "../scripts/synthetic-calls.ts";
import { startPostgres } from "../scripts/test-postgres.ts";
import { startAnswering } from "./service-load.ts";

const conversations = 4_000;
const characters = 1_000;
const standards = ["dealer-recording", "service-etiquette"];
const chunk = 25_000;
const writers = 3;
const customers = 300_000;

/** Customers' numbers are kept hashed with it, so whoever asks for one needs the same. */
export const fillSecret = "0123456789abcdef0123456789abcdef";

/** What a server of 16 GB that serves this alone would be given. */
export const databaseSettings = ["shared_buffers=2GB", "effective_cache_size=8GB", "work_mem=16MB", "max_wal_size=8GB"];

export interface Filled {
  /** The conversations' folded words, by which to choose what to look for. */
  readonly folded: readonly string[];
  readonly callsASecond: number;
  readonly indexSeconds: number;
  readonly gigabytes: number;
}

/** The n-th customer's number. */
export function customerNumberOf(n: number): string {
  return `138${String(n % customers).padStart(8, "0")}`;
}

/** @param service in whose database, which has this release's tables and no calls, the calls are put as if it had taken them in */
export async function fillCalls({ services }: RunningService, url: string, count: number): Promise<Filled> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const there = await client.query<{ calls: string }>("select count(*) as calls from calls where source = 'bench'");
    if (Number(there.rows[0]?.calls) >= count) return await alreadyFilled(client);
    await client.query("set maintenance_work_mem = '2GB'; set max_parallel_maintenance_workers = 2");
    await careless(client, true);
    const folded = await keepConversations(client);
    await keepCustomers(client, services);
    const indexes = await dropIndexes(client);
    const started = performance.now();
    await Promise.all(Array.from({ length: writers }, (_, writer) => multiplyEach(url, writer, count)));
    const filled = performance.now();
    for (const index of indexes) await client.query(index);
    await client.query("vacuum analyze calls; ").then(() => client.query("vacuum analyze call_words"));
    await client.query("vacuum analyze judgements");
    await careless(client, false);
    return {
      folded,
      callsASecond: count / ((filled - started) / 1000),
      indexSeconds: (performance.now() - filled) / 1000,
      gigabytes: await gigabytes(client),
    };
  } finally {
    await client.end();
  }
}

async function alreadyFilled(client: pg.Client): Promise<Filled> {
  return { folded: mixed().map(foldedWords), callsASecond: 0, indexSeconds: 0, gigabytes: await gigabytes(client) };
}

async function gigabytes(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>("select pg_database_size(current_database()) as bytes");
  return Number(rows[0]?.bytes) / 1e9;
}

/** While it is being filled nothing has to survive a power cut. */
async function careless(client: pg.Client, yes: boolean): Promise<void> {
  for (const setting of ["fsync", "full_page_writes", "autovacuum"])
    await client.query(yes ? `alter system set ${setting} = off` : `alter system reset ${setting}`);
  await client.query("select pg_reload_conf()");
}

function foldedWords(call: CallRecord): string {
  return (call.turns ?? []).map(({ text }) => foldForSearch(text)).join("\n");
}

function mixed(): CallRecord[] {
  const folder = join(ownData, "bench", "development");
  const calls = readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
    .map((line) => parseCallRecord((JSON.parse(line) as { call: unknown }).call, "development"));
  const random = seeded(4);
  const any = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: conversations }, (_, index) => {
    const turns: Turn[] = [];
    let length = 0;
    while (length < characters) {
      const { turns: some = [] } = any(calls);
      const from = Math.floor(random() * some.length);
      for (const { startMs: _, endMs: __, words: ___, ...turn } of some.slice(from, from + 6)) {
        const startMs = length * 240 + turns.length * 600;
        turns.push({ ...turn, startMs, endMs: startMs + 240 * turn.text.length });
        length += turn.text.length;
      }
    }
    return { ...any(calls), id: `bench-${index}`, turns };
  });
}

async function keepConversations(client: pg.Client): Promise<string[]> {
  const judge = createJudge(judgeParts(ownData, standards));
  await client.query(`
    create unlogged table bench_conversations (n integer primary key, record bytea, folded text, pairs integer[],
      violated text[], undetermined text[]);
    create unlogged table bench_judgements (n integer, standard_id text, standard_version text, applies boolean, score real,
      max_score real, bonus real, fatal boolean, provisional boolean, violated text[], undetermined text[], proposals integer,
      body bytea)`);
  const texts: string[] = [];
  for (const [n, call] of mixed().entries()) {
    const folded = foldedWords(call);
    texts.push(folded);
    const packed = judge.judge(call).map(packJudgement);
    const named = (outcome: "violated" | "undetermined") =>
      packed.flatMap((one) => one[outcome].map((clause) => `${one.standardId}/${clause}`));
    await client.query("insert into bench_conversations values ($1, $2, $3, $4, $5, $6)", [
      n,
      packJson(call),
      folded,
      pairsOf(folded),
      named("violated"),
      named("undetermined"),
    ]);
    for (const one of packed) {
      const { standardId, standardVersion, applies, score, maxScore, bonus, fatal, provisional, violated } = one;
      await client.query("insert into bench_judgements values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)", [
        n,
        standardId,
        standardVersion,
        applies,
        score,
        maxScore,
        bonus,
        fatal,
        provisional,
        violated,
        one.undetermined,
        one.proposals,
        one.body,
      ]);
    }
  }
  return texts;
}

async function keepCustomers(client: pg.Client, { customerKey }: RunningService["services"]): Promise<void> {
  const numbers = Array.from({ length: customers }, (_, n) => n);
  const keys = numbers.map((n) => {
    const key = customerKey({ version: 1, source: "bench", id: "-", customer: { number: customerNumberOf(n) } });
    return `\\x${key?.toString("hex")}`;
  });
  await client.query("create unlogged table bench_customers (customer integer primary key, key bytea)");
  await client.query("insert into bench_customers select * from unnest($1::integer[], $2::bytea[])", [numbers, keys]);
}

/** Indexes are made faster when everything is there. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid in ('calls'::regclass, 'call_words'::regclass, 'judgements'::regclass) and not indisprimary
      and not exists (select from pg_constraint where conindid = indexrelid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

async function multiplyEach(url: string, writer: number, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let from = writer * chunk; from < count; from += writers * chunk)
    await multiply(client, from, Math.min(from + chunk, count), count);
  await client.end();
}

/**
 * Four thousand calls a day by 400 agents in 20 teams; order numbers of seven digits are said once each. Every share of the calls is
 * drawn from digits of its own of a hash, so that all of them meet. Of three judgements a person has looked at one.
 */
async function multiply(client: pg.Client, from: number, to: number, count: number): Promise<void> {
  const numbered = `(select g, hashint4(g) & 2147483647 as h, 'call_01k' || lpad(to_hex(g), 7, '0') || substr(md5(g::text), 1, 16) as id,
      timestamptz '2026-03-01' - (${count} - g) * interval '21.6 seconds' as at, g % ${conversations} as n
    from generate_series(${from}, ${to - 1}) as g) as one`;
  await client.query(`insert into calls (id, source, external_id, direction, started_at, received_at, sort_at, agent_id, agent_name,
      team, desk, queue, campaign, duration_ms, customer_key, stage, stage_at, record, violated, undetermined)
    select id, 'bench', 'bench-' || g, case when h / 400 % 4 = 0 then 'outbound' else 'inbound' end, at, at, at,
      'agent-' || h % 400, 'Agent ' || h % 400, 'team-' || h % 20, '10088', 'queue-' || floor(sqrt(h / 1600 % 144)),
      case when h / 230400 % 10 = 0 then 'campaign-' || h / 2304000 % 30 end, 100000 + h % 400000, key,
      case when h / 7 % 1000 = 7 then 'setAside' else 'judged' end, at, record, violated, undetermined
    from ${numbered} join bench_conversations using (n) join bench_customers on customer = h % ${customers} order by g`);
  await client.query(`insert into call_words (call_id, sort_at, agent_id, team, folded, pairs)
    select id, at, 'agent-' || h % 400, 'team-' || h % 20, folded || E'\\n' || '工单' || lpad(g::text, 7, '0'),
      pairs || array(select distinct (ascii(substr(u, i, 1)) << 16) | ascii(substr(u, i + 1, 1))
        from (select '工单' || lpad(g::text, 7, '0') as u) as said, generate_series(1, 8) as i)
      || array(select distinct (65535 << 16) | substr(lpad(g::text, 7, '0'), i, 4)::integer from generate_series(1, 4) as i)
    from ${numbered} join bench_conversations using (n) order by g`);
  await client.query(`insert into judgements (id, call_id, call_revision, standard_id, standard_version, basis, judged_at, sort_at,
      applies, score, max_score, bonus, fatal, provisional, violated, undetermined, proposals, body)
    select 'jdg_' || substr(id, 6) || standard_id, id, 1, standard_id, standard_version, 'bench', at, at, applies, score, max_score,
      bonus, fatal or h / 31 % 200 = 1, h / 37 % 3 > 0, violated, undetermined, proposals, body
    from ${numbered} join bench_judgements using (n) order by g`);
}

/** A filled PostgreSQL in a folder of its own, which stays until this process is told to end. */
async function keepFilled(folder: string, count: number): Promise<void> {
  const postgres = await startPostgres(databaseSettings, folder);
  const service = await startAnswering({
    TINGHENG_DATABASE_URL: postgres.url,
    TINGHENG_FOLDER: postgres.folder,
    TINGHENG_SECRET: fillSecret,
  });
  const { callsASecond, indexSeconds, gigabytes } = await fillCalls(service, postgres.url, count);
  await service.stop();
  console.log(
    `${Math.round(callsASecond)} calls a second, indexed in ${Math.round(indexSeconds)} s, ${gigabytes.toFixed(1)} GB`,
  );
  console.log(`BENCH_CALLS_URL=${postgres.url}`);
  const working = setInterval(() => {}, 60_000);
  await once(process, "SIGTERM");
  clearInterval(working);
  await postgres.stop();
}

if (import.meta.main && process.argv[2] === "--keep")
  await keepFilled(resolve(process.argv[3] ?? "million"), Number(process.argv[4] ?? 1_000_000));
