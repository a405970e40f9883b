// Rows of calls, of their words, and of what could not be read. Migration 0001 says what each column means.
import type { ColumnType, Generated } from "kysely";

type Json = ColumnType<unknown, string, string>;

/** waiting for its recording or words · hearing · judging · judged · setAside after its tries */
export type CallStage = "waiting" | "hearing" | "judging" | "judged" | "setAside";

export interface CallsTable {
  id: string;
  source: string;
  external_id: string;
  linked_id: string | null;
  direction: string | null;
  started_at: Date | null;
  received_at: Date;
  sort_at: Date;
  agent_id: string | null;
  agent_name: string | null;
  team: string | null;
  desk: string | null;
  queue: string | null;
  campaign: string | null;
  duration_ms: number | null;
  customer_key: Buffer | null;
  revision: Generated<number>;
  metadata_at: Date | null;
  stage: CallStage;
  stage_at: Date;
  stage_reason: Json | null;
  record: Buffer;
  heard: boolean;
  recording_key: string | null;
  playback_key: string | null;
  peaks_key: string | null;
  violated: Generated<string[]>;
  undetermined: Generated<string[]>;
  retention_class: Generated<string>;
  delete_after: Date | null;
  legal_hold: Generated<boolean>;
}

export interface CallWordsTable {
  call_id: string;
  sort_at: Date;
  agent_id: string | null;
  team: string | null;
  folded: string;
  pairs: number[];
}

export interface UnreadTable {
  id: string;
  source: string;
  name: string;
  reason: Json;
  seen_at: Date;
  times: Generated<number>;
  settled_at: Date | null;
}
