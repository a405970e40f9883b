// A database as the rest of the store sees it: one of two engines, the same tables, transactions, and a way in for the jobs.
import type { Kysely, Transaction } from "kysely";
import type { ConstructorOptions } from "pg-boss";
import type { Tables } from "../tables.ts";

export type DatabaseKind = "embedded" | "postgres";

export interface Database {
  readonly kind: DatabaseKind;
  readonly kysely: Kysely<Tables>;
  /** All or nothing. On the embedded engine transactions wait for each other, so keep them short and ask nobody else inside. */
  transaction<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** Statements without parameters, several in one text. Where one fails, a transaction that the text began is rolled back. */
  execute(sql: string): Promise<void>;
  /** Runs `work` while no other process that opened the same database runs it under the same name. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** How the job queue reaches the same database. */
  readonly forJobs: Pick<ConstructorOptions, "connectionString" | "max" | "application_name" | "backend" | "db">;
  /** Connections of this process to a server; not there where the engine runs in this process. */
  readonly connections?: () => { readonly open: number; readonly idle: number; readonly waiting: number };
  close(): Promise<void>;
}

/** What repositories run on: the database or a transaction of it. */
export type Runner = Kysely<Tables> | Transaction<Tables>;
