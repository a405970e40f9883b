// Rows of the log and of its heads. Migration 0004 says what each column means.
export interface AuditEntriesTable {
  seq: string | number;
  at: Date;
  actor_kind: string;
  actor_id: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  details: string;
  previous: Buffer;
  hash: Buffer;
}

export interface AuditTipTable {
  only_one: boolean;
  seq: string | number;
  previous: Buffer;
  hash: Buffer;
}

export interface AuditHeadsTable {
  size: string | number;
  at: Date;
  root: Buffer;
  tip: Buffer;
  subtrees: Buffer;
  signature: Buffer;
}

export interface AuditCutsTable {
  size: string | number;
  at: Date;
  signature: Buffer;
}
