// All tables, each described beside its noun.
import type { CallsTable, CallWordsTable, UnreadTable } from "./calls/calls-tables.ts";
import type { JudgementsTable } from "./judgements/judgements-table.ts";

export interface Tables {
  calls: CallsTable;
  call_words: CallWordsTable;
  judgements: JudgementsTable;
  unread: UnreadTable;
}
