import { randomBytes } from "node:crypto";
import { type CallRecord, idsFrom, inScope, type Judgement, type Scope } from "@tingheng/domain";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { onBothDatabases } from "../database/both-databases.contract.ts";
import { keepJudgements } from "../judgements/judgements-repository.ts";
import { packJudgement } from "../judgements/packed-judgement.ts";
import type { CallFilter } from "./call-filter.ts";
import { insertCall, setStage } from "./calls-repository.ts";
import { type CallOrder, type CallPlace, type CallsAsked, placesOfCalls } from "./list-calls.ts";
import { listedCalls } from "./listed-calls.ts";

const startMs = Date.parse("2026-03-02T00:00:00Z");
const newId = idsFrom(
  () => startMs,
  (bytes) => randomBytes(bytes.length),
);
const says = ["您好请问", "我要投诉你们", "已经说过了", "没有听懂吗", "工单0012345号", "尾号2345"];
const people = { agents: ["8001", "8002", "8003"], teams: ["A", "B"], queues: ["售后", "报修"], campaigns: ["三月"] };

interface Known {
  readonly id: string;
  readonly record: CallRecord;
  readonly sortAt: Date;
  readonly stage: "judged" | "setAside";
  readonly folded: string;
  readonly judgement: Judgement | undefined;
}

function pick<T>(all: readonly T[], index: number): T | undefined {
  return all[index % (all.length + 1)];
}

/** Calls of all sorts; several at the same instant, some without anything known. */
const calls: readonly Known[] = Array.from({ length: 120 }, (_, index): Known => {
  const agent = pick(people.agents, index);
  const team = pick(people.teams, index >> 1);
  const queue = pick(people.queues, index >> 2);
  const campaign = pick(people.campaigns, index >> 3);
  const sortAt = new Date(startMs + Math.floor(index / 3) * 60_000);
  const judgement: Judgement | undefined =
    index % 5 === 0
      ? undefined
      : {
          version: 1,
          call: { source: "list", id: String(index) },
          standard: { id: "s", version: "1.0.0" },
          ...(index % 7 === 0 ? { notApplicable: "" } : {}),
          score: 100 - (index % 4) * 10.1,
          maxScore: 100,
          bonus: 0,
          fatal: index % 6 === 0,
          provisional: index % 2 === 0,
          clauses: ["A1", "A2"].map((id, nth) => ({
            id,
            outcome: (["violated", "met", "undetermined"] as const)[(index + nth) % 3] ?? "met",
            judgedBy: "machine",
            points: 0,
            reason: "",
            evidence: [],
          })),
          proposals: [],
          answers: [],
          labels: [],
        };
  return {
    id: newId("call"),
    record: {
      version: 1,
      source: "list",
      id: String(index),
      startedAt: sortAt.toISOString(),
      direction: index % 2 === 0 ? "inbound" : "outbound",
      ...(agent === undefined && team === undefined
        ? {}
        : { agent: { ...(agent === undefined ? {} : { id: agent }), ...(team === undefined ? {} : { team }) } }),
      ...(queue === undefined ? {} : { queue }),
      ...(campaign === undefined ? {} : { campaign }),
    },
    sortAt,
    stage: judgement === undefined ? "setAside" : "judged",
    folded: says.filter((_, nth) => (index >> nth) % 2 === 0).join("\n"),
    judgement,
  };
});

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 });
const time = fc.integer({ min: -1, max: 41 }).map((minute) => new Date(startMs + minute * 60_000));
const scopes = fc.oneof(
  fc.constant<Scope>({ kind: "all" }),
  fc.subarray(people.teams).map((teams): Scope => ({ kind: "teams", teams })),
  fc.constantFrom(...people.agents).map((agentId): Scope => ({ kind: "agent", agentId })),
  fc.constant<Scope>({ kind: "nobody" }),
);
const filters: fc.Arbitrary<CallFilter> = fc.record({
  agent: maybe([...people.agents, "nobody"]),
  team: maybe(people.teams),
  queue: maybe(people.queues),
  campaign: maybe(people.campaigns),
  direction: maybe(["inbound", "outbound"]),
  stage: maybe(["judged", "setAside"] as const),
  standard: fc.option(fc.constantFrom("s", "other"), { nil: undefined }),
  clause: maybe([
    { id: "A1", outcome: "violated" },
    { id: "A2", outcome: "undetermined" },
  ] as const),
  score: maybe([{ from: 79.8 }, { to: 89.9 }, { from: 75, to: 95 }]),
  provisional: maybe([true, false]),
  fatal: maybe([true, false]),
  from: fc.option(time, { nil: undefined, freq: 1 }),
  before: fc.option(time, { nil: undefined, freq: 1 }),
  words: fc.option(
    fc.subarray(
      [
        "您好",
        "投诉",
        "我要投诉",
        "说过了",
        "听懂吗",
        "好请",
        "没",
        "问我",
        "2345",
        "012345",
        "单00123",
        "34",
        "34512",
      ],
      { maxLength: 2 },
    ),
    {
      nil: undefined,
      freq: 1,
    },
  ),
});

/** What a filter means, said once more without a database. */
function fits(scope: Scope, filter: CallFilter, { record, sortAt, stage, folded, judgement }: Known): boolean {
  const { agent, team, queue, campaign, direction, standard, clause, score, provisional, fatal, from, before } = filter;
  const same = (asked: string | undefined, found: string | undefined) => asked === undefined || asked === found;
  const judged = standard === "s" && judgement?.notApplicable === undefined ? judgement : undefined;
  return (
    inScope(scope, { agentId: record.agent?.id, team: record.agent?.team }) &&
    same(agent, record.agent?.id) &&
    same(team, record.agent?.team) &&
    same(queue, record.queue) &&
    same(campaign, record.campaign) &&
    same(direction, record.direction) &&
    same(filter.stage, stage) &&
    (from === undefined || sortAt >= from) &&
    (before === undefined || sortAt < before) &&
    (filter.words ?? []).every((word) => folded.includes(word)) &&
    (standard === undefined ||
      (judged !== undefined &&
        (clause === undefined ||
          judged.clauses.some(({ id, outcome }) => id === clause.id && outcome === clause.outcome)) &&
        (score?.from === undefined || judged.score >= score.from) &&
        (score?.to === undefined || judged.score <= score.to) &&
        (provisional === undefined || judged.provisional === provisional) &&
        (fatal === undefined || judged.fatal === fatal)))
  );
}

function inOrder(order: CallOrder, found: readonly Known[]): string[] {
  const key = ({ sortAt, id }: Known) => [sortAt.getTime(), id] as const;
  const byTime = found.toSorted((a, b) => key(a)[0] - key(b)[0] || (a.id < b.id ? -1 : 1));
  const score = ({ judgement }: Known) => judgement?.score ?? 0;
  const sorted = order === "newest" ? byTime : byTime.toSorted((a, b) => score(a) - score(b));
  return (order === "lowestScore" ? sorted : sorted.toReversed()).map(({ id }) => id);
}

onBothDatabases((database) => {
  beforeAll(async () => {
    await database().transaction(async (transaction) => {
      for (const { id, record, sortAt, stage, folded, judgement } of calls) {
        const rest = { metadataAt: undefined, customerKey: undefined, recordingKey: undefined, heard: false };
        const kept = { retentionClass: "default", deleteAfter: undefined, stage, folded, receivedAt: sortAt };
        await insertCall(transaction, { id, record, ...rest, ...kept }, sortAt);
        if (judgement === undefined) continue;
        const one = { id: newId("jdg"), basis: "b", judgement: packJudgement(judgement) };
        await keepJudgements(transaction, [{ callId: id, revision: 1, sortAt, judgements: [one] }], sortAt);
        await setStage(transaction, [id], stage, sortAt);
      }
    });
  });

  async function allPages(asked: Omit<CallsAsked, "after">): Promise<string[]> {
    const ids: string[] = [];
    for (let after: CallPlace | undefined; ; ) {
      const places = await placesOfCalls(database().kysely, { ...asked, after });
      const page = places.slice(0, asked.limit);
      ids.push(...page.map(({ id }) => id));
      if (places.length <= asked.limit) return ids;
      after = page.at(-1);
    }
  }

  it("lists what the filter means and the scope allows, in order; pages join to the whole", async () => {
    const asked = fc.record({
      scope: scopes,
      filter: filters,
      order: fc.constantFrom<CallOrder>("newest", "lowestScore", "highestScore"),
      limit: fc.integer({ min: 1, max: 60 }),
      walkAtMost: fc.constantFrom(undefined, 3, 30),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ scope, filter, order: wish, limit, walkAtMost }) => {
        const order = filter.standard === undefined ? "newest" : wish;
        const found = calls.filter((call) => fits(scope, filter, call));
        const walk =
          walkAtMost === undefined ? {} : { walkAtMost: { rows: walkAtMost, texts: walkAtMost, hits: walkAtMost } };
        expect(await allPages({ scope, filter, order, limit, ...walk })).toEqual(inOrder(order, found));
      }),
      { numRuns: 120 },
    );
  });

  it("finds words in order of score, few and many, at whatever point it stops walking", async () => {
    for (const order of ["lowestScore", "highestScore"] as const)
      for (const word of ["您好", "我要投诉", "2345", "单00123"])
        for (const hits of [3, 1_000]) {
          const scope = { kind: "all" } as const;
          const filter = { standard: "s", words: [word], queue: hits === 3 ? "售后" : undefined };
          const found = inOrder(
            order,
            calls.filter((call) => fits(scope, filter, call)),
          );
          const walkAtMost = { rows: 3, texts: 3, hits };
          expect(await allPages({ scope, filter, order, limit: 7, walkAtMost })).toEqual(found);
        }
  });

  it("shows calls with their judgements in short, in the order that was asked", async () => {
    const some = [calls[4], calls[1], calls[5]].flatMap((call) => call ?? []);
    const listed = await listedCalls(
      database().kysely,
      some.map(({ id }) => id),
    );
    expect(listed.map(({ id }) => id)).toEqual(some.map(({ id }) => id));
    expect(listed[1]).toMatchObject({
      externalId: "1",
      agentId: "8002",
      stage: "judged",
      judgements: [{ standard: "s", score: 89.9, fatal: false, violated: [], undetermined: ["A2"] }],
    });
    expect(listed[2]).toMatchObject({ stage: "setAside", judgements: [] });
  });
});
