// Rows of what-ifs and of rejudgings. Migration 0008 says what each column means.
import type { ColumnType, Generated } from "kysely";

type Json = ColumnType<unknown, string, string>;

export type WalkState = "queued" | "running" | "done" | "failed" | "cancelled";

/** A walk over past calls, newest first, that goes on where it stopped. */
interface WalkColumns {
  id: string;
  scope: Json;
  filter: Json;
  state: WalkState;
  total: number | null;
  done: Generated<number>;
  cursor_at: Date | null;
  cursor_id: string | null;
  reason: ColumnType<unknown, string | null, string | null>;
  made_by: string;
  made_at: Date;
  finished_at: Date | null;
}

export interface WhatIfsTable extends WalkColumns {
  version_id: string;
  standard_id: string;
  version: string;
  body: string;
  sha256: string;
  questionnaires: Json;
  call_limit: number;
  failed: Generated<number>;
}

export type RejudgingsTable = WalkColumns;

export interface WhatIfCallsTable {
  what_if_id: string;
  call_id: string;
  sort_at: Date;
  agent_id: string | null;
  agent_name: string | null;
  team: string | null;
  before_version: string | null;
  before_score: number | null;
  after_score: number | null;
  before_fines: Json;
  after_fines: Json;
  moves: Json;
  moved: boolean;
}
