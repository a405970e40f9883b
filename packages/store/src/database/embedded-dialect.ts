// Kysely on PGlite. PGlite has one session: whoever holds it has it alone until it is given back, so that no statement slips
// into somebody else's transaction (Kysely's own dialect hands the same connection to everybody).
import type { PGlite } from "@electric-sql/pglite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";

/** Hands out the one session, first come first served. */
export class OneSession {
  #tail: Promise<void> = Promise.resolve();
  readonly pglite: PGlite;

  constructor(pglite: PGlite) {
    this.pglite = pglite;
  }

  /** Resolves when the session is free; call what it resolves to when done. */
  async take(): Promise<() => void> {
    const before = this.#tail;
    let giveBack: () => void = () => {};
    this.#tail = new Promise((resolve) => {
      giveBack = resolve;
    });
    await before;
    return giveBack;
  }

  async hold<T>(work: (pglite: PGlite) => Promise<T>): Promise<T> {
    const giveBack = await this.take();
    try {
      return await work(this.pglite);
    } finally {
      giveBack();
    }
  }
}

export function embeddedDialect(session: OneSession): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => embeddedDriver(session),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

interface HeldConnection extends DatabaseConnection {
  readonly giveBack: () => void;
}

function embeddedDriver(session: OneSession): Driver {
  const run = async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    const { rows, affectedRows } = await session.pglite.query<R>(sql, [...parameters]);
    return { rows, ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }) };
  };
  const say = (sql: string) => async (connection: DatabaseConnection) => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: () => session.pglite.waitReady,
    async acquireConnection() {
      const connection: HeldConnection = {
        giveBack: await session.take(),
        executeQuery: run,
        streamQuery: () => {
          throw new Error("the embedded database does not stream");
        },
      };
      return connection;
    },
    beginTransaction: say("begin"),
    commitTransaction: say("commit"),
    rollbackTransaction: say("rollback"),
    releaseConnection: async (connection) => (connection as HeldConnection).giveBack(),
    destroy: async () => {},
  };
}
