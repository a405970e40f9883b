// Rows of requests that carried an Idempotency-Key. Migration 0010 says what each column means.
export interface AnsweredRequestsTable {
  actor: string;
  key: string;
  request: Buffer;
  begun_at: Date;
  status: number | null;
  content_type: string | null;
  body: Buffer | null;
}
