// PostgreSQL inside this process (PGlite), its files in a folder. For one machine; one process at a time.
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely } from "kysely";
import { fromPglite } from "pg-boss";
import type { Tables } from "../tables.ts";
import type { Database } from "./database.ts";
import { embeddedDialect, OneSession } from "./embedded-dialect.ts";
import { lockFolder } from "./folder-lock.ts";

/**
 * @param folder made where it is missing; undefined keeps everything in memory
 * @throws AppError `storage.locked` while another process has the folder
 */
export async function openEmbedded(folder?: string): Promise<Database> {
  const unlock = folder === undefined ? async () => {} : await lockFolder(folder);
  const pglite = await PGlite.create(folder === undefined ? "memory://" : join(folder, "data"));
  const session = new OneSession(pglite);
  const kysely = new Kysely<Tables>({ dialect: embeddedDialect(session) });
  const jobs = fromPglite(pglite);
  return {
    kind: "embedded",
    kysely,
    transaction: (work) => kysely.transaction().execute(work),
    execute: (sql) =>
      session.hold(async (held) => {
        try {
          await held.exec(sql);
        } catch (error) {
          await held.exec("rollback").catch(() => {});
          throw error;
        }
      }),
    alone: oneAtATime(),
    forJobs: {
      backend: "pglite",
      db: { ...jobs, executeSql: (text, values) => session.hold(() => jobs.executeSql(text, values)) },
    },
    async close() {
      await session.hold((held) => held.close());
      await unlock();
    },
  };
}

/** The folder's lock keeps other processes out; what is left is this process itself. */
function oneAtATime(): Database["alone"] {
  const running = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const next = (running.get(name) ?? Promise.resolve()).then(work, work);
    running.set(
      name,
      next.catch(() => {}),
    );
    return next;
  };
}
