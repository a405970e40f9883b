// What must hold whatever a standard says: of all shipped standards, on known calls and on calls that were changed at random.
import { type CallRecord, type ClauseResult, Judgement, type Turn } from "@tingheng/domain";
import fc from "fast-check";
import * as simplifiedToTraditional from "opencc-js/cn2t";
import { describe, expect, it } from "vitest";
import { expandPhrase } from "../text/phrase-grammar.ts";
import { knownCalls, shippedJudge } from "./shipped-data.contract.ts";

const judge = shippedJudge();
const calls = knownCalls();
const judged = calls.map((call) => judge.judge(call));
const call = fc.nat(calls.length - 1);
const runs = { numRuns: 60 };

const outcomes = (judgements: readonly Judgement[]) =>
  judgements.flatMap(({ standard, clauses }) => clauses.map(({ id, outcome }) => `${standard.id} ${id} ${outcome}`));

const broken = (judgements: readonly Judgement[]) =>
  judgements.flatMap(({ standard, clauses }) =>
    clauses.filter(({ outcome }) => outcome === "violated").map((clause) => ({ standard: standard.id, ...clause })),
  );

const points = ({ score, bonus }: Judgement) => score - bonus;

const withTurns = (one: CallRecord, change: (turn: Turn) => Turn): CallRecord => ({
  ...one,
  turns: (one.turns ?? []).map(change),
});

describe("the same call is judged the same", () => {
  it("again, and between other calls in any order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(calls.map((_, index) => index)), (order) => {
        for (const index of order) expect(judge.judge(calls[index]!)).toEqual(judged[index]);
      }),
      { numRuns: 3 },
    );
  });

  it("by a fresh judge", () => {
    const fresh = shippedJudge();
    [...calls.keys()].reverse().forEach((index) => void expect(fresh.judge(calls[index]!)).toEqual(judged[index]));
  });

  it("under one standard alone as under all of them", () => {
    for (const { id } of judge.standards) {
      const alone = calls.map((one) => judge.judge(one, { only: [id] })[0]);
      expect(alone).toEqual(judged.map((all) => all.find(({ standard }) => standard.id === id)));
    }
  });
});

describe("script and width decide nothing", () => {
  const toTraditional = simplifiedToTraditional.Converter({ from: "cn", to: "t" });
  const toFullWidth = (text: string) =>
    text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replaceAll(" ", "\u3000");
  const toHalfWidth = (text: string) =>
    text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

  it.each([
    ["traditional", toTraditional],
    ["full width", toFullWidth],
    ["half width", toHalfWidth],
  ])("%s", (_, convert) => {
    calls.forEach((one, index) => {
      const converted = withTurns(one, ({ words: _words, ...turn }) => ({ ...turn, text: convert(turn.text) }));
      const plain = judge.judge(withTurns(one, ({ words: _words, ...turn }) => turn));
      expect(outcomes(judge.judge(converted)), `${one.id} ${index}`).toEqual(outcomes(plain));
    });
  });
});

describe("more faults never raise a score", () => {
  const faults = [
    "您听不明白我也没办法",
    "我刚才不是已经跟您说过了吗",
    "这人真啰嗦",
    "你有完没完",
    "您必须按我说的做",
    "喂,你到底要不要办",
    "这不归我管,你找别人去",
    "你给我闭嘴",
  ];

  const after = (one: CallRecord, text: string): CallRecord => {
    const last = Math.max(0, ...(one.turns ?? []).map(({ endMs = 0 }) => endMs));
    const timed = one.turns?.every(({ startMs }) => startMs !== undefined);
    const times = timed ? { startMs: last + 400, endMs: last + 400 + 200 * text.length } : {};
    return { ...one, turns: [...(one.turns ?? []), { speaker: "agent", text, ...times }] };
  };

  it("said in a turn of their own at the end", () => {
    fc.assert(
      fc.property(call, fc.constantFrom(...faults), (index, fault) => {
        const worse = judge.judge(after(calls[index]!, fault));
        worse.forEach((one, at) => void expect(points(one)).toBeLessThanOrEqual(points(judged[index]![at]!)));
      }),
      runs,
    );
  });

  it("said in the middle of what the agent says", () => {
    fc.assert(
      fc.property(call, fc.constantFrom(...faults), fc.nat(), (index, fault, place) => {
        const before = withTurns(calls[index]!, ({ words: _, ...turn }) => turn);
        const base = judge.judge(before);
        // What breaks something already is another utterance with more in it or before it, and may be read differently.
        const places = broken(base).flatMap(({ evidence }) => evidence.flatMap(({ turn }) => turn ?? []));
        const faulty = new Set(places.flatMap((turn) => [turn - 1, turn]));
        const agents = [...(before.turns ?? []).keys()].filter(
          (at) => before.turns?.[at]?.speaker === "agent" && !faulty.has(at),
        );
        if (agents.length === 0) return;
        const chosen = agents[place % agents.length];
        const turns = (before.turns ?? []).map((turn, at) =>
          at === chosen ? { ...turn, text: `${turn.text}。${fault}。` } : turn,
        );
        const worse = judge.judge({ ...before, turns });
        worse.forEach((one, at) => void expect(points(one)).toBeLessThanOrEqual(points(base[at]!)));
      }),
      runs,
    );
  });
});

/** Clauses that do nothing but forbid what the agent says. */
const forbidsOnly = new Set(
  judge.standards.flatMap(({ id, clauses }) =>
    clauses
      .filter(({ rule, rules }) =>
        (rules ?? [rule]).every(
          (one) => one !== null && typeof one === "object" && "forbid" in one && !("each" in one),
        ),
      )
      .map((clause) => `${id} ${clause.id}`),
  ),
);

it("every place is pointed at once", () => {
  for (const { id, evidence } of judged.flatMap((all) => all.flatMap(({ clauses }) => clauses))) {
    const places = evidence.map((one) => JSON.stringify(one));
    expect(new Set(places).size, id).toBe(places.length);
  }
});

describe("what a customer says without meaning anything", () => {
  const ordinary = ["好的", "嗯", "哦,这样", "我看看", "行,我记一下"];

  it("never breaks a clause that forbids", () => {
    fc.assert(
      fc.property(call, fc.array(fc.constantFrom(...ordinary), { minLength: 1, maxLength: 3 }), (index, said) => {
        const one = calls[index]!;
        const last = Math.max(0, ...(one.turns ?? []).map(({ endMs = 0 }) => endMs));
        const turns = said.map((text, at): Turn => {
          const startMs = last + 300 + 900 * at;
          return { speaker: "customer", text, startMs, endMs: startMs + 600 };
        });
        const more = judge.judge({ ...one, turns: [...(one.turns ?? []), ...turns] });
        const before = new Set(broken(judged[index]!).map(({ standard, id }) => `${standard} ${id}`));
        const fresh = broken(more)
          .map(({ standard, id }) => `${standard} ${id}`)
          .filter((id) => forbidsOnly.has(id) && !before.has(id));
        expect(fresh).toEqual([]);
      }),
      runs,
    );
  });
});

describe("prescribed phrases are never a fault", () => {
  it.each(judge.standards.map((standard) => [standard.id, standard.prescribed] as const))("%s", (id, prescribed) => {
    for (const phrase of prescribed) {
      const expansion = expandPhrase(phrase);
      if (expansion.kind === "problem") throw new Error(phrase);
      const text = (expansion.variants[0]?.segments ?? []).map(([wording]) => wording ?? "").join(",");
      const record: CallRecord = { version: 1, id: "p", source: "test", turns: [{ speaker: "agent", text }] };
      const flagged = broken(judge.judge(record, { only: [id] })).filter(({ evidence }) =>
        evidence.some(({ role }) => role === "hit"),
      );
      expect(
        flagged.map((clause) => `${clause.id} ${clause.reason}`),
        phrase,
      ).toEqual([]);
    }
  });
});

describe("who may not be who it seems", () => {
  it("is never held to the words", () => {
    calls.forEach((one) => {
      const shaky = withTurns(one, (turn) => ({ ...turn, speakerConfidence: 0.3 }));
      const byWords = broken(judge.judge(shaky)).filter(({ evidence }) =>
        evidence.some(
          ({ role, text, measure }) =>
            text !== undefined && measure === undefined && (role === "hit" || role === "due"),
        ),
      );
      expect(
        byWords.map(({ standard, id, reason }) => `${standard} ${id} ${reason}`),
        one.id,
      ).toEqual([]);
    });
  });
});

describe("a judgement can be checked", () => {
  const results = (judgements: readonly Judgement[]): readonly ClauseResult[] =>
    judgements.flatMap(({ clauses }) => clauses);

  function expectInside(one: CallRecord, clause: ClauseResult): void {
    for (const { turn, from, to, text, startMs, endMs } of clause.evidence) {
      const said = turn === undefined ? undefined : one.turns?.[turn];
      const place = `${one.id} ${clause.id}`;
      if (turn !== undefined) expect(said, place).toBeDefined();
      if (from !== undefined || to !== undefined) {
        expect(from, place).toBeLessThanOrEqual(to ?? -1);
        expect(to, place).toBeLessThanOrEqual(said?.text.length ?? -1);
      }
      if (text !== undefined) expect(said?.text.slice(from, to), place).toBe(text);
      if (startMs !== undefined && endMs !== undefined) expect(startMs, place).toBeLessThanOrEqual(endMs);
    }
  }

  it("evidence lies inside the call", () => {
    calls.forEach((one, index) => {
      for (const clause of results(judged[index]!)) expectInside(one, clause);
    });
  });

  it("also in calls of any words and times", () => {
    const words = fc.constantFrom(
      "您好",
      "喂",
      "𠮷",
      "3,500元",
      "不知道",
      "再见",
      "😀",
      "  ",
      "二十四小时",
      "投訴",
      "ABC",
    );
    const turn = fc.record({
      speaker: fc.constantFrom("agent" as const, "customer" as const, "unknown" as const, "third" as const),
      text: fc.array(words, { maxLength: 12 }).map((parts) => parts.join("")),
      startMs: fc.nat(90_000),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 14 }), fc.boolean(), (said, timed) => {
        const turns = said
          .toSorted((a, b) => a.startMs - b.startMs)
          .map(({ startMs, ...one }) => (timed ? { ...one, startMs, endMs: startMs + 150 * one.text.length } : one));
        const one: CallRecord = { version: 1, id: "any", source: "test", turns };
        const judgements = judge.judge(one);
        for (const clause of results(judgements)) expectInside(one, clause);
        expect(judge.judge(one)).toEqual(judgements);
      }),
      runs,
    );
  });

  it("what can't be told says why, and what is broken says where or by what measure", () => {
    for (const { id, outcome, judgedBy, missing = [], evidence, reason } of judged.flatMap(results)) {
      expect(reason, id).not.toBe("");
      if (outcome === "violated") expect(evidence.length, id).toBeGreaterThan(0);
      if (outcome !== "undetermined") continue;
      const unsure = evidence.some(({ role }) => role === "unsure");
      expect(missing.length > 0 || unsure || judgedBy === "human", id).toBe(true);
    }
  });

  it("survives its own schema as JSON", () => {
    for (const one of judged.flat()) expect(Judgement.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });
});
