// The log of who did what: how many of 100,000 falsifications are found and named, how fast a log is verified, and what an entry costs.
import { createPublicKey } from "node:crypto";
import { headKeyFrom } from "../packages/store/src/audit/audit-heads.ts";
import { appendAudit } from "../packages/store/src/audit/audit-repository.ts";
import { type KeptLog, keptLog, tryMutations } from "../packages/store/src/audit/mutated-log.fixture.ts";
import { type AuditReading, readEntry } from "../packages/store/src/audit/verify-audit.ts";
import type { Database } from "../packages/store/src/database/database.ts";
import { migrate } from "../packages/store/src/database/migrate.ts";
import { openEmbedded } from "../packages/store/src/database/open-embedded.ts";
import { openPostgres } from "../packages/store/src/database/open-postgres.ts";
import { startPostgres } from "../scripts/test-postgres.ts";

const mutations = 100_000;
const verified = 100_000;
const appended = 2_000;
const promisedVerifyPerSecond = 10_000_000 / 60;

export async function measureAudit(): Promise<void> {
  const key = headKeyFrom(Buffer.alloc(32, 7));
  measureMutations(keptLog(200, 20, key, createPublicKey(key)));
  measureVerifying(keptLog(verified, 1_000, key, createPublicKey(key)));
  const embedded = await openEmbedded();
  await measureAppending("PGlite in memory", embedded);
  const server = await startPostgres();
  try {
    await measureAppending("PostgreSQL", await openPostgres({ url: server.url }));
  } finally {
    await server.stop();
  }
}

function measureMutations(log: KeptLog): void {
  const { found, named } = tryMutations(log, mutations);
  console.log(`mutations found ${found} of ${mutations} (promised: all), place named ${named} of ${mutations}`);
}

function measureVerifying({ entries, readings }: KeptLog): void {
  const start = performance.now();
  let reading = readings[0] as AuditReading;
  for (const entry of entries) {
    const step = readEntry(reading, entry);
    if ("fault" in step) throw new Error("the log is whole");
    reading = step.reading;
  }
  const perSecond = (entries.length / (performance.now() - start)) * 1_000;
  const promised = Math.round(promisedVerifyPerSecond).toLocaleString("en");
  console.log(`verified ${Math.round(perSecond).toLocaleString("en")} entries a second (aim ${promised})`);
}

async function measureAppending(name: string, database: Database): Promise<void> {
  await migrate(database);
  const times: number[] = [];
  for (let count = 0; count < appended; count += 1) {
    const start = performance.now();
    await appendAudit(database.kysely, {
      at: new Date(),
      actorKind: "person",
      actorId: "usr_1",
      action: "call.listened",
      subjectKind: "call",
      subjectId: `call_${count}`,
      details: { seconds: count },
    });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
  console.log(`an entry on ${name}: ${at(0.5)} ms, p95 ${at(0.95)} ms`);
  await database.close();
}
