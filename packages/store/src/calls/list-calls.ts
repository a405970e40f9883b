// Calls as a list, in pages by key. A page is looked for by walking an index in the list's order, for so many rows at most: what is
// common is found at once. What is rare is then gathered by the indexes that name it, and put in order.
import type { Scope } from "@tingheng/domain";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Runner } from "../database/database.ts";
import { all, type CallFilter, type Condition, type FilterParts, partsOf } from "./call-filter.ts";
import { isOnePair, pairsSay, textSays } from "./words.ts";

/** By time, newest first; by the score under the filter's standard. */
export type CallOrder = "newest" | "lowestScore" | "highestScore";

/** Where a page ended. `score` stands there where the order is by score. */
export interface CallPlace {
  readonly id: string;
  readonly sortAt: Date;
  readonly score?: number | undefined;
}

export interface CallsAsked {
  readonly scope: Scope;
  readonly filter: CallFilter;
  readonly order: CallOrder;
  readonly limit: number;
  readonly after?: CallPlace | undefined;
  /** How many rows are walked before the rest is gathered, and for how many hits of words scores are looked up. */
  readonly walkAtMost?: { readonly rows: number; readonly texts: number; readonly hits: number };
}

/** Rows whose text is read cost more than others. Looking up more scores takes longer than walking them till a page is full. */
const usualWalk = { rows: 4_000, texts: 1_000, hits: 5_000 };

/** The places of one page's calls, in order; one more than `limit` where there are more. */
export async function placesOfCalls(runner: Runner, asked: CallsAsked): Promise<CallPlace[]> {
  if (asked.scope.kind === "nobody") return [];
  const parts = partsOf(asked.scope, asked.filter);
  const order = orders[asked.order];
  const walkAtMost = asked.walkAtMost ?? usualWalk;
  const most = parts.words.length === 0 ? walkAtMost.rows : walkAtMost.texts;
  const walk = order.byScore ? alongJudgements(parts, asked, most) : alongCalls(parts, asked, most);
  const found = await page(runner, walk, order, asked.limit);
  if (found.length > asked.limit) return found;
  const { walked, fitting, saying } = await sampleOf(runner, walk);
  if (walked < most) return found;
  const byWords = pairsSay(parts.words);
  const wordsAreRarer = parts.wordsNarrowed || saying <= fitting;
  if (byWords === undefined || !wordsAreRarer) return page(runner, hitsByCalls(parts, asked), order, asked.limit);
  const walksAll = order.byScore && (await saidByMany(runner, byWords, parts, walkAtMost.hits));
  const hits = walksAll ? scoresOfWords(parts, byWords, asked) : hitsByWords(parts, byWords, asked);
  return page(runner, hits, order, asked.limit);
}

async function saidByMany(
  runner: Runner,
  byWords: Condition,
  { ofWords }: FilterParts,
  many: number,
): Promise<boolean> {
  const { rows } = await sql<{ calls: string | number }>`
    select count(*) as calls from (select from call_words w where ${all([byWords, ...ofWords])} limit ${many}) as said`.execute(
    runner,
  );
  return Number(rows[0]?.calls) === many;
}

/** Rows with id, sort_at and score, in order, under a name; those that don't pass are left out as the page is filled. */
interface Way {
  readonly name: "c" | "j" | "h";
  readonly gathered?: RawBuilder<unknown>;
  readonly rows: RawBuilder<unknown>;
  readonly fits: readonly Condition[];
  /** What costs more to look at: the text. */
  readonly says: readonly Condition[];
}

interface Order {
  readonly list: RawBuilder<unknown>;
  readonly comes: ">" | "<";
  readonly byScore: boolean;
}

const orders: { readonly [Name in CallOrder]: Order } = {
  newest: { list: sql`sort_at desc, id desc`, comes: "<", byScore: false },
  lowestScore: { list: sql`score, sort_at, id`, comes: ">", byScore: true },
  highestScore: { list: sql`score desc, sort_at desc, id desc`, comes: "<", byScore: true },
};

async function page(
  runner: Runner,
  { name, gathered, rows: source, fits, says }: Way,
  { list }: Order,
  limit: number,
): Promise<CallPlace[]> {
  const before = gathered === undefined ? sql`` : sql`with hits as materialized (${gathered})`;
  const query = sql<{ id: string; sort_at: Date; score: number | null }>`
    ${before} select id, sort_at, score from (${source}) as ${sql.ref(name)}
    where ${all([...fits, ...says])} order by ${list} limit ${limit + 1}`;
  const { rows } = await query.execute(runner);
  return rows.map((row) => ({
    id: row.id,
    sortAt: new Date(row.sort_at),
    ...(row.score === null ? {} : { score: Number(row.score) }),
  }));
}

/** How many rows the walk saw, and how many of them fit, and say the words. */
async function sampleOf(
  runner: Runner,
  { name, rows: source, fits, says }: Way,
): Promise<{ walked: number; fitting: number; saying: number }> {
  const counted = (checks: readonly Condition[]) =>
    says.length === 0 ? sql`0` : sql`count(*) filter (where ${all(checks)})`;
  const { rows } = await sql<Record<"walked" | "fitting" | "saying", string | number>>`
    select count(*) as walked, ${counted(fits)} as fitting, ${counted(says)} as saying
    from (${source}) as ${sql.ref(name)}`.execute(runner);
  const [row] = rows;
  return { walked: Number(row?.walked), fitting: Number(row?.fitting), saying: Number(row?.saying) };
}

function alongCalls(parts: FilterParts, asked: CallsAsked, most: number): Way {
  const { walked, range, calls, judgement, words } = parts;
  const where = [...(walked === undefined ? [] : [walked]), ...range, ...behind("c", "c.id", asked)];
  return {
    name: "c",
    rows: sql`select id, sort_at, null::real as score, agent_id, team, queue, campaign, direction, stage, violated,
        undetermined
      from calls c where ${all(where)} order by sort_at desc, id desc limit ${most}`,
    fits: [...calls, ...(judgement === undefined ? [] : [isJudged(parts, "c")])],
    says: wordsSaid(words, "c"),
  };
}

function alongJudgements(parts: FilterParts, asked: CallsAsked, most: number): Way {
  const { judgement, words } = parts;
  const where = [...inForce(parts), ...(judgement?.score ?? []), ...behind("j", "j.call_id", asked)];
  return {
    name: "j",
    rows: sql`select call_id as id, sort_at, score, fatal, provisional from judgements j
      where ${all(where)} order by ${orders[asked.order].list} limit ${most}`,
    fits: [...(judgement?.marks ?? []), ...ofCall(parts, "j")],
    says: wordsSaid(words, "j"),
  };
}

/** Everything that the filter's indexes name; words are then looked for in their text. */
function hitsByCalls(parts: FilterParts, asked: CallsAsked): Way {
  const { walked, range, calls, judgement, words } = parts;
  const { byScore } = orders[asked.order];
  if (judgement !== undefined && walked === undefined && calls.length === 0) return hitsByJudgements(parts, asked);
  const conditions = [
    ...(walked === undefined ? [] : [walked]),
    ...range,
    ...calls,
    ...(judgement === undefined
      ? []
      : [sql<SqlBool>`j.call_id = c.id`, ...inForce(parts), ...judgement.score, ...judgement.marks]),
    ...(byScore ? behind("j", "j.call_id", asked) : behind("c", "c.id", asked)),
  ];
  return {
    name: "h",
    gathered: sql`select c.id, c.sort_at, ${scoreOf(asked)}
      from calls c ${judgement === undefined ? sql`` : sql`, judgements j`} where ${all(conditions)}`,
    rows: inOrder(asked),
    fits: [],
    says: wordsSaid(words, "h"),
  };
}

/** The same where nothing is asked of the calls themselves. */
function hitsByJudgements(parts: FilterParts, asked: CallsAsked): Way {
  const { range = [], score = [], marks = [] } = parts.judgement ?? {};
  const conditions = [...inForce(parts), ...range, ...score, ...marks, ...behind("j", "j.call_id", asked)];
  return {
    name: "h",
    gathered: sql`select j.call_id as id, j.sort_at, ${scoreOf(asked)} from judgements j where ${all(conditions)}`,
    rows: inOrder(asked),
    fits: [],
    says: wordsSaid(parts.words, "h"),
  };
}

/** Everything that has the pairs of the words; the rest is looked at as the page is filled. */
function hitsByWords(parts: FilterParts, byWords: Condition, asked: CallsAsked): Way {
  const { judgement, words, ofWords } = parts;
  const { byScore } = orders[asked.order];
  const ofJudgement = [
    sql<SqlBool>`j.call_id = w.call_id`,
    ...inForce(parts),
    ...(judgement?.score ?? []),
    ...(judgement?.marks ?? []),
    ...behind("j", "j.call_id", asked),
  ];
  const conditions = [byWords, ...ofWords, ...(byScore ? ofJudgement : behind("w", "w.call_id", asked))];
  return {
    name: "h",
    gathered: sql`select w.call_id as id, w.sort_at, ${scoreOf(asked)}
      from call_words w ${byScore ? sql`, judgements j` : sql``} where ${all(conditions)}`,
    rows: inOrder(asked),
    fits: [...ofCall(parts, "h"), ...(byScore || judgement === undefined ? [] : [isJudged(parts, "h")])],
    says: words.every(isOnePair) ? [] : wordsSaid(words, "h"),
  };
}

/**
 * The same along the scores, where so many calls say the words that a page is soon full. As a value of its own (`is true`) the hits
 * are a table looked up before any text is read, not a join.
 */
function scoresOfWords(parts: FilterParts, byWords: Condition, asked: CallsAsked): Way {
  const { judgement, words, ofWords } = parts;
  const where = [...inForce(parts), ...(judgement?.score ?? []), ...behind("j", "j.call_id", asked)];
  return {
    name: "j",
    gathered: sql`select w.call_id as id from call_words w where ${all([byWords, ...ofWords])}`,
    rows: sql`select call_id as id, sort_at, score, fatal, provisional from judgements j
      where ${all(where)} order by ${orders[asked.order].list}`,
    fits: [sql<SqlBool>`(j.id in (select id from hits)) is true`, ...(judgement?.marks ?? []), ...ofCall(parts, "j")],
    says: words.every(isOnePair) ? [] : wordsSaid(words, "j"),
  };
}

function scoreOf({ order }: CallsAsked): RawBuilder<unknown> {
  return orders[order].byScore ? sql`j.score` : sql`null::real as score`;
}

/** Sorted below what is still to be looked at, so that it is looked at only until the page is full. */
function inOrder({ order }: CallsAsked): RawBuilder<unknown> {
  return sql`select id, sort_at, score from hits order by ${orders[order].list}`;
}

function ofCall({ walked, range, calls }: FilterParts, name: Way["name"]): Condition[] {
  const conditions = [...(walked === undefined ? [] : [walked]), ...range, ...calls];
  return conditions.length === 0 ? [] : [rowPasses("calls", "c", "id", name, conditions)];
}

function isJudged(parts: FilterParts, name: Way["name"]): Condition {
  const { score = [], marks = [] } = parts.judgement ?? {};
  return rowPasses("judgements", "j", "call_id", name, [...inForce(parts), ...score, ...marks]);
}

function wordsSaid(words: readonly string[], name: Way["name"]): Condition[] {
  return words.length === 0 ? [] : [rowPasses("call_words", "w", "call_id", name, words.map(textSays))];
}

/** A check of one row at a time: as a value of its own it is neither turned into a join nor moved before the order. */
function rowPasses(
  table: string,
  as: string,
  key: string,
  name: Way["name"],
  conditions: readonly Condition[],
): Condition {
  const same = sql`${sql.ref(`${as}.${key}`)} = ${sql.ref(`${name}.id`)}`;
  return sql<SqlBool>`(select true from ${sql.table(table)} as ${sql.ref(as)} where ${same} and ${all(conditions)} limit 1)`;
}

function inForce({ judgement }: FilterParts): Condition[] {
  if (judgement === undefined) return [];
  return [sql<SqlBool>`j.standard_id = ${judgement.standard} and j.superseded_at is null and j.applies`];
}

function behind(table: "c" | "j" | "w", id: string, { after, order }: CallsAsked): Condition[] {
  if (after === undefined) return [];
  const { comes, byScore } = orders[order];
  const at = sql`${sql.ref(`${table}.sort_at`)}, ${sql.ref(id)}`;
  return byScore
    ? [sql<SqlBool>`(j.score, ${at}) ${sql.raw(comes)} (${after.score}::real, ${after.sortAt}, ${after.id})`]
    : [sql<SqlBool>`(${at}) ${sql.raw(comes)} (${after.sortAt}, ${after.id})`];
}
