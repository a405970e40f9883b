// All tables, each described beside its noun.
import type { AuditCutsTable, AuditEntriesTable, AuditHeadsTable, AuditTipTable } from "./audit/audit-tables.ts";
import type { CallsTable, CallWordsTable, UnreadTable } from "./calls/calls-tables.ts";
import type { EventsTable } from "./events/events-table.ts";
import type { FactsTable } from "./facts/facts-table.ts";
import type { AnsweredRequestsTable } from "./idempotency/answered-requests-table.ts";
import type { IntakeTables } from "./intake/intake-tables.ts";
import type { JudgementsTable } from "./judgements/judgements-table.ts";
import type { ModelTables } from "./model/model-tables.ts";
import type { PeopleTables } from "./people/people-tables.ts";
import type {
  CallHoldsTable,
  ErasuresTable,
  RetentionClassesTable,
  RetentionRulesTable,
} from "./retention/retention-tables.ts";
import type {
  StandardAssignmentsTable,
  StandardsChangeTable,
  StandardVersionsTable,
} from "./standards/standards-tables.ts";
import type { WebhookTables } from "./webhooks/webhooks-tables.ts";
import type { RejudgingsTable, WhatIfCallsTable, WhatIfsTable } from "./what-if/what-if-tables.ts";

export interface Tables extends PeopleTables, IntakeTables, WebhookTables, ModelTables {
  audit_cuts: AuditCutsTable;
  audit_entries: AuditEntriesTable;
  audit_heads: AuditHeadsTable;
  audit_tip: AuditTipTable;
  calls: CallsTable;
  call_holds: CallHoldsTable;
  call_words: CallWordsTable;
  erasures: ErasuresTable;
  retention_classes: RetentionClassesTable;
  retention_rules: RetentionRulesTable;
  events: EventsTable;
  facts: FactsTable;
  judgements: JudgementsTable;
  standard_assignments: StandardAssignmentsTable;
  standard_versions: StandardVersionsTable;
  standards_change: StandardsChangeTable;
  unread: UnreadTable;
  answered_requests: AnsweredRequestsTable;
  rejudgings: RejudgingsTable;
  what_if_calls: WhatIfCallsTable;
  what_ifs: WhatIfsTable;
}
