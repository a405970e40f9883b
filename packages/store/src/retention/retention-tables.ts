// Rows of retention classes and rules, holds, exports and erasures. Migration 0004 says what each column means.
export interface RetentionClassesTable {
  name: string;
  title: string;
  keep_count: number;
  keep_unit: "day" | "month" | "year";
  counted_from: string | null;
  is_usual: boolean;
}

export interface RetentionRulesTable {
  position: number;
  class: string;
  queue: string | null;
  direction: "inbound" | "outbound" | "internal" | null;
  outcome: string | null;
}

export interface CallHoldsTable {
  call_id: string;
  reason: string;
  held_by: string;
  held_at: Date;
}

export interface ErasuresTable {
  call_id: string;
  key: Buffer;
  erased_at: Date;
  cause: "due" | "person";
  erased_by: string;
  retention_class: string;
}
