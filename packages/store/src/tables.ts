// All tables, each described beside its noun.
import type { CallsTable, CallWordsTable, UnreadTable } from "./calls/calls-tables.ts";
import type { FactsTable } from "./facts/facts.ts";
import type { JudgementsTable } from "./judgements/judgements-table.ts";
import type { PeopleTables } from "./people/people-tables.ts";

export interface Tables extends PeopleTables {
  calls: CallsTable;
  call_words: CallWordsTable;
  facts: FactsTable;
  judgements: JudgementsTable;
  unread: UnreadTable;
}
