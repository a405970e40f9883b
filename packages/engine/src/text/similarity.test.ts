import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalise } from "./normal-text.ts";
import { ExampleIndex, featuresOf, sentencesOf, similarity, similarityOf } from "./similarity.ts";

const alike = (one: string, other: string) => similarityOf(normalise(one), normalise(other));
const sentence = fc.string({ unit: fc.constantFrom(..."您好请问车什么时候可以保养多少钱12 ,。?"), maxLength: 20 });

describe("similarity", () => {
  test.each([
    ["请问什么时候可以保养?", "請問甚麼時候可以保養", 1, 1],
    ["我的车什么时候可以保养", "我这个车什么时候能保养", 0.5, 0.9],
    ["我的车什么时候可以保养", "我的车神么时候可以保养", 0.7, 0.99],
    ["我的车什么时候可以保养", "发票开好了吗", 0, 0.1],
    ["", "", 0, 0],
  ])("%s and %s", (one, other, least, most) => {
    expect(alike(one, other)).toBeGreaterThanOrEqual(least);
    expect(alike(one, other)).toBeLessThanOrEqual(most);
  });

  test("lies between 0 and 1, the same both ways, and 1 for the same sentence", () => {
    fc.assert(
      fc.property(sentence, sentence, (one, other) => {
        expect(alike(one, other)).toBe(alike(other, one));
        expect(alike(one, other)).toBeGreaterThanOrEqual(0);
        expect(alike(one, other)).toBeLessThanOrEqual(1);
        if (normalise(one).length > 0) expect(alike(one, one)).toBe(1);
      }),
    );
  });
});

describe("an index of examples", () => {
  test("finds what comparing one by one finds", () => {
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 12 }), sentence, (examples, turn) => {
        const features = featuresOf(normalise(turn));
        const scores = examples
          .map((example, index) => ({ example: index, score: similarity(featuresOf(normalise(example)), features) }))
          .filter(({ score }) => score >= 0.3)
          .sort((a, b) => b.score - a.score || a.example - b.example);
        expect(new ExampleIndex(examples.map((example) => normalise(example))).alike(features, 0.3)).toEqual(scores);
      }),
    );
  });

  test("names the best, or nothing", () => {
    const index = new ExampleIndex(["发票开好了吗", "什么时候可以保养"].map((example) => normalise(example)));
    expect(index.best(featuresOf(normalise("几时可以保养")))?.example).toBe(1);
    expect(index.best(featuresOf(normalise("嗯")))).toBeUndefined();
  });
});

test("sentences end at full stops and question marks, not at commas", () => {
  const text = normalise("您好,请问。什么事?嗯");
  expect(sentencesOf(text).map(({ from, to }) => text.text.slice(from, to))).toEqual(["您好请问", "什么事", "嗯"]);
});
