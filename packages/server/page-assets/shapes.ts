// What the service answers, as far as the page reads it. Types only: nothing of this reaches a browser.
import type { Permission, Role, Scope, Text } from "@tingheng/domain";

export interface Call {
  readonly id: string;
  readonly startedAt?: string;
  readonly receivedAt: string;
  readonly agent?: { readonly id?: string; readonly name?: string };
  readonly team?: string;
  readonly queue?: string;
  readonly durationMs?: number;
  readonly stage: Stage;
  readonly stageReason?: Reason;
  readonly judgements: readonly Score[];
  readonly excerpt?: Excerpt;
}

export type Stage = "waiting" | "hearing" | "judging" | "judged" | "setAside";

export interface Score {
  readonly standard: string;
  readonly version: string;
  readonly applies: boolean;
  readonly score: number;
  readonly maxScore: number;
  readonly fatal: boolean;
  readonly provisional: boolean;
  readonly violated: readonly string[];
  readonly undetermined: readonly string[];
}

/** Where a word was said, and where in that text it stands. */
interface Excerpt {
  readonly speaker: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface ProblemBody {
  readonly code: string;
  readonly title: string;
}

export interface Me {
  readonly id: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly permissions: readonly Permission[];
  readonly scope: Scope;
  readonly pending: readonly ("password" | "factor")[];
  readonly account?: { readonly name: string; readonly hasFactor: boolean; readonly hasPassword: boolean };
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

export interface Reason {
  readonly code: string;
  readonly details?: Readonly<Record<string, string>>;
}

/** What became of a file that was sent. */
export interface TakenFile {
  readonly file: string;
  readonly calls: readonly { readonly id: string; readonly outcome: string; readonly stage: Stage }[];
  readonly problems: readonly { readonly where: string; readonly problem: ProblemBody }[];
}

export interface Unread {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly reason: Reason & { readonly title: string };
  readonly seenAt: string;
  readonly times: number;
}

export interface OwnIdentity {
  readonly id: string;
  readonly issuer: string;
  readonly linkedAt: string;
}

export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  readonly disabled: boolean;
}

export interface StandardTitle {
  readonly standard: string;
  readonly title: Text;
}

export interface QueueCount {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

/** What the list is narrowed to, as it stands in the page's address. */
export type FilterName = "words" | "team" | "agent" | "stage" | "standard" | "clause" | "from" | "to";
export type Filter = Partial<Record<FilterName, string>>;

export interface Place {
  readonly filter: Filter;
  /** Calls that were listed. */
  readonly shown: number;
  readonly call: string | undefined;
}
