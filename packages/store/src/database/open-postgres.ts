// PostgreSQL 15–18 at an address: any number of processes.
import { createHash } from "node:crypto";
import { AppError } from "@tingheng/domain";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Tables } from "../tables.ts";
import type { Database } from "./database.ts";

const oldest = 15;

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** How many connections this process may hold at once. */
  readonly connections?: number;
}

/** @throws AppError `database.unreachable`, `database.too-old` */
export async function openPostgres({ url, connections = 10 }: PostgresOptions): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: connections, application_name: "tingheng" });
  // A connection that breaks while idle is replaced by the pool; the next statement tells if the server is gone.
  pool.on("error", () => {});
  // One that breaks while it is in use says so to its statement; without a listener it would end the process besides.
  pool.on("connect", (client) => client.on("error", () => {}));
  await requireSupported(pool).catch(async (error) => {
    await pool.end();
    throw error;
  });
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: "postgres",
    kysely,
    transaction: (work) => kysely.transaction().execute(work),
    execute: (sql) => executeWhole(pool, sql),
    alone: (name, work) => withAdvisoryLock(pool, name, work),
    forJobs: { connectionString: url, max: 4, application_name: "tingheng-jobs" },
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => kysely.destroy(),
  };
}

async function requireSupported(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string }>("show server_version_num").catch((error) => {
    throw new AppError("database.unreachable", { problem: reasonOf(error) });
  });
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major < oldest) throw new AppError("database.too-old", { found: String(major), expected: `${oldest}` });
}

/** A refused connection to a name with several addresses has no message of its own. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return message || code || String(error);
}

async function executeWhole(pool: pg.Pool, sql: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(sql);
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function withAdvisoryLock<T>(pool: pg.Pool, name: string, work: () => Promise<T>): Promise<T> {
  const key = createHash("sha256").update(`tingheng:${name}`).digest().readBigInt64BE(0).toString();
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [key]);
    try {
      return await work();
    } finally {
      await client.query("select pg_advisory_unlock($1)", [key]);
    }
  } finally {
    client.release();
  }
}
