// Rows of standards' versions and of their assignments. Migration 0002 says what each column means.
import type { ColumnType, Generated } from "kysely";

type Json = ColumnType<unknown, string, string>;
type NullableJson = ColumnType<unknown, string | null, string | null>;

export type StandardKind = "standard" | "questionnaire";
export type StandardState = "draft" | "tested" | "published" | "retired";

export interface StandardVersionsTable {
  id: string;
  kind: StandardKind;
  standard_id: string;
  version: string;
  title: Json;
  body: string;
  cases: string | null;
  readme: string | null;
  sha256: string;
  content_sha256: string;
  uses: string[];
  state: StandardState;
  valid_from: string | null;
  valid_to: string | null;
  note: string | null;
  made_by: string;
  made_at: Date;
  changed_by: string | null;
  changed_at: Date | null;
  tested_by: string | null;
  tested_at: Date | null;
  test: NullableJson;
  published_by: string | null;
  published_at: Date | null;
  warnings: NullableJson;
  retired_by: string | null;
  retired_at: Date | null;
}

export interface StandardAssignmentsTable {
  id: string;
  standard_id: string;
  queue: string | null;
  direction: string | null;
  campaign: string | null;
  team: string | null;
  desk: string | null;
  valid_from: string | null;
  valid_to: string | null;
  note: string | null;
  made_by: string;
  made_at: Date;
}

export interface StandardsChangeTable {
  single: Generated<boolean>;
  /** A bigint, which drivers give as text or as a number. */
  change: ColumnType<string | number, number, number>;
}
