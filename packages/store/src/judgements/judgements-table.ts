// Rows of judgements. Migration 0001 says what each column means.
export interface JudgementsTable {
  id: string;
  call_id: string;
  call_revision: number;
  standard_id: string;
  standard_version: string;
  basis: string;
  judged_at: Date;
  superseded_at: Date | null;
  sort_at: Date;
  applies: boolean;
  score: number;
  max_score: number;
  bonus: number;
  fatal: boolean;
  provisional: boolean;
  violated: string[];
  undetermined: string[];
  proposals: number;
  body: Buffer;
}
