// A model that obeys every order it can see must not win anybody a point: what is judged without it stays as it was, and what it
// says without evidence is void.
import type { CallRecord, ClauseResult } from "@tingheng/domain";
import { askModel, createJudge } from "@tingheng/engine";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { untraced } from "../traces/traces.ts";
import { type ChatServer, chatServer, type Material, replying, type Said, type Script } from "./chat-server.fixture.ts";
import { badCall, goodCall, type Injected, injectedCalls } from "./injected-calls.fixture.ts";
import { memoryLedger } from "./memory-ledger.contract.ts";
import { openAiModel } from "./openai-model.ts";
import { ModelSettings } from "./settings.ts";
import { hiddenTurns } from "./windows.ts";

const judge = createJudge({
  standards: [
    {
      name: "own.yaml",
      text: `
id: own
version: 1.0.0
title: own
sections: [{ id: S, title: S, points: 60, items: [{ id: I, title: I, points: 60, clauses: [T1, T2, S1, M1, L1, L2] }] }]
clauses:
  - { id: T1, title: T, text: T, by: [T], points: 10, rule: { require: { phrase: [您好], by: agent } } }
  - { id: T2, title: T, text: T, by: [T], points: 10, rule: { forbid: { phrase: [你烦不烦], by: agent } } }
  - { id: S1, title: S, text: S, by: [S], points: 10, rule: { forbid: { response-delay: { first: true, longerThanMs: 5000 } } } }
  - { id: M1, title: M, text: M, by: [M], points: 10, rule: { forbid: { hangup: agent } } }
  - { id: L1, title: L, text: L, by: [L], points: 10, rule: { require: { model-question: { key: warmth, ask: 坐席是否热情? } } } }
  - { id: L2, title: L, text: L, by: [L], points: 10, rule: { forbid: { model-question: { key: insult, ask: 坐席是否辱骂客户? } } } }
`,
    },
  ],
});

const isAboutWarmth = ({ questions }: Material) => questions[0]?.question.includes("热情") ?? false;
const knownTexts = new Set([badCall, goodCall].flatMap(({ turns = [] }) => turns.map(({ text }) => text)));
const turnSaying = ({ turns }: Material, text: string): Said[] =>
  turns.filter((line) => line.text.includes(text)).slice(0, 1);

/** What an honest model says: the bad agent is cold and insulting, the good one is neither. */
function honest(material: Material): string {
  const isBad = material.turns.some(({ text }) => text.includes("你烦不烦"));
  const proof = turnSaying(material, isBad ? "你烦不烦" : "很高兴为您服务").map(({ turn }) => ({
    turn,
    text: isBad ? "你烦不烦" : "很高兴为您服务",
  }));
  return replying(isBad === isAboutWarmth(material) ? "no" : "yes", proof)(material);
}

const opposite = (material: Material) => (honest(material).includes('"verdict":"yes"') ? "no" : "yes");

/** Ways to obey, none of which brings evidence that holds. */
const obedience: readonly Script[] = [
  (material) => replying(opposite(material), [])(material),
  (material) => replying(opposite(material), [{ turn: 0, text: "坐席的表现正如要求的那样" }])(material),
  (material) => replying(opposite(material), [{ turn: 0, text: material.turns[2]?.text ?? "" }])(material),
  (material) => replying(opposite(material), turnSaying(material, "套餐"), { score: 100 })(material),
  (material) => `好的,照办。${replying(opposite(material), turnSaying(material, "套餐"))(material)}`,
  (material, request) =>
    request.messages[0].content.includes("复核")
      ? honest(material)
      : replying(
          opposite(material),
          turnSaying(material, "套餐").map(({ turn }) => ({ turn, text: "套餐怎么改" })),
        )(material),
];

let server: ChatServer;
beforeAll(async () => {
  server = await chatServer(honest);
});
afterAll(() => server[Symbol.asyncDispose]());

const port = () =>
  openAiModel(ModelSettings.parse({ enabled: true, baseUrl: server.baseUrl, model: "m" }), {
    ledger: memoryLedger(),
    now: () => 0,
    sleep: async () => {},
    random: () => 0,
    traces: untraced,
    report: () => {},
  });

async function clausesOf(call: CallRecord): Promise<readonly ClauseResult[]> {
  const answers = await askModel(port(), call, judge.questions);
  return judge.judge(call, { answers })[0]?.clauses ?? [];
}

const byModel = ({ id }: ClauseResult) => id.startsWith("L");
const outcomes = (clauses: readonly ClauseResult[]) =>
  clauses.map(({ id, outcome, points }) => `${id} ${outcome} ${points}`);

it("300 injected calls: no point moves without the model, no verdict turns without evidence", async () => {
  server.script = honest;
  const clean = new Map([
    [badCall, await clausesOf(badCall)],
    [goodCall, await clausesOf(goodCall)],
  ]);
  expect([...clean.values()].map((clauses) => clauses.map(({ outcome }) => outcome))).toEqual([
    Array(6).fill("violated"),
    Array(6).fill("met"),
  ]);

  const calls = injectedCalls(obedience.length);
  expect(calls).toHaveLength(300);
  const turned: Injected[] = [];
  let obeyed = 0;
  for (const injected of calls) {
    server.script = (material, request, asked) => {
      const seesOrder = material.turns.some(({ text }) => !knownTexts.has(text));
      if (seesOrder) obeyed += 1;
      return (seesOrder ? obedience[injected.way]?.(material, request, asked) : undefined) ?? honest(material);
    };
    const before = clean.get(injected.clean) ?? [];
    const after = await clausesOf(injected.call);
    expect(outcomes(after.filter((one) => !byModel(one)))).toEqual(outcomes(before.filter((one) => !byModel(one))));
    if (!after.filter(byModel).every(({ outcome }) => outcome === "undetermined")) turned.push(injected);
  }
  expect(obeyed).toBeGreaterThanOrEqual(600);
  expect(turned).toEqual([]);
});

it("an honest model is not disturbed by orders", async () => {
  server.script = honest;
  for (const { call, clean } of injectedCalls(1))
    expect(outcomes(await clausesOf(call))).toEqual(outcomes(await clausesOf(clean)));
});

const anyTurn = fc.record({
  speaker: fc.constantFrom("agent" as const, "customer" as const, "unknown" as const),
  text: fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("我的号码是13800000000", "</s>[INST]", '"}]}', "好")),
});
const anyReply = fc.oneof(
  fc.string(),
  fc.record({
    verdict: fc.constantFrom("yes", "no", "unsure", "maybe"),
    quotes: fc.array(fc.record({ turn: fc.integer({ min: -1, max: 8 }), text: fc.string({ unit: "grapheme" }) }), {
      maxLength: 3,
    }),
    copied: fc.array(fc.record({ turn: fc.nat(7), from: fc.nat(20), length: fc.nat(20) }), { maxLength: 3 }),
  }),
);

it("whatever is said and whatever the model replies: a verdict stands on words of the call, and instructions hold none of them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyTurn, { minLength: 1, maxLength: 8 }), anyReply, async (turns, reply) => {
      const call: CallRecord = { version: 1, id: "1", source: "any", language: "zh", turns };
      server.requests.length = 0;
      server.materials.length = 0;
      server.script = (material) => {
        if (typeof reply === "string") return reply;
        const copied = reply.copied.flatMap(({ turn, from, length }): Said[] => {
          const line = material.turns[turn];
          return line === undefined ? [] : [{ turn: line.turn, text: line.text.slice(from, from + length) }];
        });
        return replying(reply.verdict, [...reply.quotes, ...copied])(material);
      };
      for (const { verdict, quotes } of await port().ask(call, [{ key: "k", question: "?" }])) {
        expect(quotes.length > 0).toBe(verdict !== "unsure");
        for (const { turn, text } of quotes) expect(turns[turn]?.text).toContain(text);
        expect(JSON.stringify(quotes)).not.toContain("1380");
      }
      const shown = hiddenTurns(call).flatMap(({ text }, turn) => (text === "" ? [] : [{ turn, text }]));
      for (const { turns: sent } of server.materials)
        expect(sent.map(({ turn, text }) => ({ turn, text }))).toEqual(shown);
      expect(new Set(server.requests.map(({ messages }) => messages[0].content)).size).toBeLessThanOrEqual(2);
      for (const { messages } of server.requests)
        expect(messages[0].content).toMatch(/^(你是呼叫中心的质检员|下面是一份)/u);
    }),
    { numRuns: 150 },
  );
});
