// Rows of what a language model answered and cost. Migration 0007 says what each column means.
import type { ColumnType } from "kysely";

export interface ModelTables {
  model_answers: {
    content_hash: string;
    model: string;
    prompt_version: string;
    question_hash: string;
    answer: ColumnType<unknown, string, string>;
  };
  model_answered_calls: { content_hash: string; call_id: string };
  model_days: { day: string; requests: string; tokens: string; cost: number };
  model_switch: { off: boolean };
}
