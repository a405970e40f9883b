// What a list of calls is asked for in its address, and what that means to the store.
import { z } from "@hono/zod-openapi";
import { AppError, Direction } from "@tingheng/domain";
import { foldForSearch } from "@tingheng/engine";
import type { CallFilter, CallOrder, CallPlace } from "@tingheng/store";
import type { Services } from "../../services.ts";
import { cursorOf, placeOf } from "../keyset.ts";
import { CallStage } from "./call-shapes.ts";

const truth = z.enum(["true", "false"]);
const points = z.coerce.number().min(-100_000).max(100_000);
const name = z.string().min(1).max(200);
const instant = z.iso.datetime({ offset: true });

export const ListQuery = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z.string().max(1_000).optional().openapi({ description: "上一页的 next | the `next` of the page before" }),
    order: z.enum(["newest", "lowestScore", "highestScore"]).default("newest"),
    agent: name.optional(),
    team: name.optional(),
    queue: name.optional(),
    campaign: name.optional(),
    direction: Direction.optional(),
    stage: CallStage.optional(),
    standard: name.optional().openapi({ description: "按该标准评判的通话 | judged under this standard" }),
    clause: name.optional().openapi({ description: "该标准的条款 | a clause of the standard" }),
    outcome: z.enum(["violated", "undetermined"]).optional().openapi({ description: "条款的结果 | of the clause" }),
    scoreFrom: points.optional(),
    scoreTo: points.optional(),
    provisional: truth.optional(),
    fatal: truth.optional(),
    from: instant.optional().openapi({ description: "不早于 | not before" }),
    to: instant.optional().openapi({ description: "早于 | before" }),
    words: z.string().max(200).optional().openapi({
      description: "说过的词,空格分隔,须全部出现 | words said; several, with blanks between, have all to be said",
    }),
    customer: z.string().min(3).max(40).optional().openapi({ description: "客户号码 | the customer's number" }),
  })
  .openapi("CallListQuery");
export type ListQuery = z.infer<typeof ListQuery>;

const mostWords = 8;

/** @throws AppError `request.invalid` naming what is missing */
export function filterOf(query: ListQuery, { customerKey }: Pick<Services, "customerKey">): CallFilter {
  const { agent, team, queue, campaign, direction, stage, standard, from, to } = query;
  const { scoreFrom, scoreTo, provisional, fatal } = query;
  const ofStandard = { clause: query.clause, scoreFrom, scoreTo, provisional, fatal };
  const lonely = Object.entries(ofStandard).find(([, value]) => value !== undefined)?.[0];
  if (standard === undefined && lonely !== undefined) throw missing("standard", `with ${lonely}`);
  if (standard === undefined && query.order !== "newest") throw missing("standard", `with order=${query.order}`);
  if (query.outcome !== undefined && query.clause === undefined) throw missing("clause", "with outcome");
  return {
    agent,
    team,
    queue,
    campaign,
    direction,
    stage,
    standard,
    clause: query.clause === undefined ? undefined : { id: query.clause, outcome: query.outcome ?? "violated" },
    score: scoreFrom === undefined && scoreTo === undefined ? undefined : { from: scoreFrom, to: scoreTo },
    provisional: provisional === undefined ? undefined : provisional === "true",
    fatal: fatal === undefined ? undefined : fatal === "true",
    from: from === undefined ? undefined : new Date(from),
    before: to === undefined ? undefined : new Date(to),
    words: query.words === undefined ? undefined : wordsOf(query.words),
    customerKey: query.customer === undefined ? undefined : keyOf(query.customer, customerKey),
  };
}

/** Folded as the calls are; at least one of two characters, which the index can find. */
function wordsOf(text: string): string[] {
  const words = [...new Set(text.split(/\s+/u).map(foldForSearch))].filter((word) => word !== "");
  if (words.length === 0 || words.length > mostWords || words.every((word) => word.length < 2)) {
    throw new AppError("request.invalid", {
      where: "query.words",
      expected: `1–${mostWords} words, one of them with two characters or more`,
      found: JSON.stringify(text),
    });
  }
  return words;
}

const AfterNewest = z.tuple([z.int(), z.string()]);
const AfterScore = z.tuple([z.int(), z.string(), z.number()]);

export function afterOf({ after, order }: ListQuery): CallPlace | undefined {
  if (after === undefined) return undefined;
  if (order === "newest") {
    const [atMs, id] = placeOf(after, AfterNewest);
    return { sortAt: new Date(atMs), id };
  }
  const [atMs, id, score] = placeOf(after, AfterScore);
  return { sortAt: new Date(atMs), id, score };
}

export function nextOf(place: CallPlace | undefined, order: CallOrder): string | undefined {
  if (place === undefined) return undefined;
  const { sortAt, id, score } = place;
  return cursorOf([sortAt.getTime(), id, ...(order === "newest" || score === undefined ? [] : [score])]);
}

function keyOf(number: string, customerKey: Services["customerKey"]): Buffer {
  // A number that has no key is nobody's.
  return customerKey({ version: 1, source: "", id: "-", customer: { number } }) ?? Buffer.alloc(0);
}

function missing(field: string, why: string): AppError {
  return new AppError("request.invalid", { where: `query.${field}`, expected: `a ${field} ${why}`, found: "nothing" });
}
