// Rows of what came in from telephone systems and watched folders. Migration 0006 says what each column means.
import type { ColumnType, GeneratedAlways } from "kysely";

type Json = ColumnType<unknown, string, string>;

interface IntakePartsTable {
  source: string;
  part_id: string;
  keys: string[];
  facts: Json;
  last_update: string | null;
  open: boolean;
  told: GeneratedAlways<string>;
  kept_at: Date;
}

interface IntakeCallsTable {
  source: string;
  external_id: string;
  detail: ColumnType<unknown, string | null, string | null>;
  recording: string | null;
  kept_at: Date;
}

interface IntakeNamesTable {
  source: string;
  name: string;
  external_id: string;
}

interface IntakeWatchesTable {
  name: string;
  leased_by: string | null;
  leased_until: Date | null;
  trouble: string | null;
}

interface IntakeCursorsTable {
  watch: string;
  folder: string;
  body: Json;
}

export interface IntakeTables {
  intake_parts: IntakePartsTable;
  intake_calls: IntakeCallsTable;
  intake_names: IntakeNamesTable;
  intake_watches: IntakeWatchesTable;
  intake_cursors: IntakeCursorsTable;
}
