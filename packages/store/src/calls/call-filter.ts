// What a list of calls can be asked for, as conditions on rows of calls (c), judgements (j) and words (w).
import type { Scope } from "@tingheng/domain";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { CallStage } from "./calls-tables.ts";

export interface CallFilter {
  readonly agent?: string | undefined;
  readonly team?: string | undefined;
  readonly queue?: string | undefined;
  readonly campaign?: string | undefined;
  readonly direction?: string | undefined;
  readonly stage?: CallStage | undefined;
  readonly customerKey?: Buffer | undefined;
  /** Judged under it; it applies to the call. */
  readonly standard?: string | undefined;
  /** A clause of `standard` with that outcome. */
  readonly clause?: { readonly id: string; readonly outcome: "violated" | "undetermined" } | undefined;
  readonly score?: { readonly from?: number | undefined; readonly to?: number | undefined } | undefined;
  readonly provisional?: boolean | undefined;
  readonly fatal?: boolean | undefined;
  readonly from?: Date | undefined;
  /** Not included. */
  readonly before?: Date | undefined;
  /** Folded; all of them have to be said. */
  readonly words?: readonly string[] | undefined;
}

export type Condition = RawBuilder<SqlBool>;

/** A filter taken apart by what it asks of which table. */
export interface FilterParts {
  /** The index that is walked where there is one, and the order in it: the rarest first. */
  readonly walked: Condition | undefined;
  readonly range: readonly Condition[];
  /** On `c`, without `walked` and `range`. */
  readonly calls: readonly Condition[];
  readonly judgement: Judged | undefined;
  readonly words: readonly string[];
  /** What rows of words know themselves: agent, team and time; on `w`. */
  readonly ofWords: readonly Condition[];
  /** Whether an index of the words' own narrows them: by agent or team. */
  readonly wordsNarrowed: boolean;
}

interface Judged {
  readonly standard: string;
  readonly range: readonly Condition[];
  /** On `j`. */
  readonly score: readonly Condition[];
  readonly marks: readonly Condition[];
}

/** Whose calls somebody sees, as a condition on `c` or on `w`; undefined where it is everybody's. */
export function scopeCondition(scope: Scope, table: "c" | "w" = "c"): Condition | undefined {
  const agent = sql.ref(`${table}.agent_id`);
  const team = sql.ref(`${table}.team`);
  const answers: {
    readonly [Kind in Scope["kind"]]: (scope: Extract<Scope, { kind: Kind }>) => Condition | undefined;
  } = {
    all: () => undefined,
    teams: ({ teams }) =>
      teams.length === 1 ? sql<SqlBool>`${team} = ${teams[0]}` : sql<SqlBool>`${team} = any(${teams}::text[])`,
    agent: ({ agentId }) => sql<SqlBool>`${agent} = ${agentId}`,
    nobody: () => sql<SqlBool>`false`,
  };
  return (answers[scope.kind] as (scope: Scope) => Condition | undefined)(scope);
}

export function partsOf(scope: Scope, filter: CallFilter): FilterParts {
  const equals = (column: string, value: unknown) =>
    value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`];
  const scoped = [scopeCondition(scope) ?? []].flat();
  const canBeWalked = [
    ...equals("c.customer_key", filter.customerKey),
    ...equals("c.agent_id", filter.agent),
    ...(scope.kind === "agent" ? scoped : []),
    ...equals("c.campaign", filter.campaign),
    ...equals("c.queue", filter.queue),
    ...equals("c.team", filter.team),
    ...(scope.kind === "teams" && scope.teams.length === 1 ? scoped : []),
    ...(filter.stage === undefined || filter.stage === "judged"
      ? []
      : // The second condition names the index, which keeps these calls only.
        [sql<SqlBool>`(c.stage = ${filter.stage} and c.stage <> 'judged')`]),
  ];
  const [walked, ...rest] = canBeWalked;
  const words = [...new Set((filter.words ?? []).filter((word) => word !== ""))];
  const whose = [
    ...[scopeCondition(scope, "w") ?? []].flat(),
    ...equals("w.agent_id", filter.agent),
    ...equals("w.team", filter.team),
  ];
  return {
    walked,
    range: range("c", filter),
    calls: [
      ...rest,
      ...(scoped.every((one) => canBeWalked.includes(one)) ? [] : scoped),
      ...equals("c.direction", filter.direction),
      ...(filter.stage === "judged" ? equals("c.stage", filter.stage) : []),
      ...clauseCondition(filter),
    ],
    judgement: judged(filter),
    words,
    ofWords: [...whose, ...range("w", filter)],
    wordsNarrowed: whose.length > 0,
  };
}

export function all(conditions: readonly Condition[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
}

function range(table: string, { from, before }: CallFilter): Condition[] {
  const at = sql.ref(`${table}.sort_at`);
  return [
    ...(from === undefined ? [] : [sql<SqlBool>`${at} >= ${from}`]),
    ...(before === undefined ? [] : [sql<SqlBool>`${at} < ${before}`]),
  ];
}

function clauseCondition({ standard, clause }: CallFilter): Condition[] {
  if (standard === undefined || clause === undefined) return [];
  const column = clause.outcome === "violated" ? sql`c.violated` : sql`c.undetermined`;
  return [sql<SqlBool>`${column} @> ${[`${standard}/${clause.id}`]}::text[]`];
}

function judged(filter: CallFilter): Judged | undefined {
  const { standard, score, provisional, fatal } = filter;
  if (standard === undefined) return undefined;
  return {
    standard,
    range: range("j", filter),
    score: [
      ...(score?.from === undefined ? [] : [sql<SqlBool>`j.score >= ${score.from}::real`]),
      ...(score?.to === undefined ? [] : [sql<SqlBool>`j.score <= ${score.to}::real`]),
    ],
    marks: [
      ...(provisional === undefined ? [] : [sql<SqlBool>`j.provisional = ${provisional}`]),
      ...(fatal === undefined ? [] : [sql<SqlBool>`j.fatal = ${fatal}`]),
    ],
  };
}
