// The log of who did what: listening, revealing, exporting, judging, publishing, and every change of people, keys and rules.
import type { Actor } from "@tingheng/domain";
import { appendAudit, type Runner } from "@tingheng/store";

/** noun.verb, in the past: `call.listened`, `standard.published`. */
type AuditAction = `${string}.${string}`;

/** What was touched, by kind and id; never a name or a number of a customer. */
interface AuditSubject {
  readonly kind: string;
  readonly id: string;
}

/** Writes one entry in the transaction of what it is about, so that neither stands without the other. */
export type Audit = (
  within: Runner,
  actor: Actor,
  action: AuditAction,
  subject: AuditSubject,
  details?: Readonly<Record<string, string | number | boolean>>,
) => Promise<void>;

/** The log of this service's database. */
export function auditTo(now: () => Date): Audit {
  return (within, actor, action, subject, details = {}) =>
    appendAudit(within, {
      at: now(),
      actorKind: actor.kind,
      actorId: actor.id,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      details,
    });
}
