// Rows of events. Migration 0005 says what each column means.
import type { ColumnType, Generated } from "kysely";

export interface EventsTable {
  xid: Generated<string>;
  seq: Generated<string>;
  id: string;
  at: Date;
  kind: string;
  subject: string;
  agent_id: string | null;
  team: string | null;
  data: ColumnType<unknown, string, string>;
}
