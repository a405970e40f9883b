import { AppError } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LiteralMatcher, literalRow } from "./literal-matcher.ts";
import { normalise } from "./normal-text.ts";
import type { PhraseSet } from "./phrase-set.ts";
import { type PhraseOptions, PhraseSetBuilder } from "./phrase-set-builder.ts";

/** What the phrases find, as the characters of the original; `~` marks a hit by sound. */
function found(phrases: Readonly<Record<string, PhraseOptions>>, source: string): string[] {
  const builder = new PhraseSetBuilder();
  Object.entries(phrases).forEach(([phrase, options], slot) => {
    builder.add(phrase, slot, options);
  });
  return hits(builder.build(), source);
}

function hits(set: PhraseSet, source: string): string[] {
  const text = normalise(source);
  const list: string[] = [];
  set.scan(text, ([slot = -1], from, to, exact) => {
    list.push(`${slot}${exact ? "" : "~"} ${source.slice(text.starts[from], text.ends[to - 1])}`);
  });
  return list;
}

describe("exact phrases", () => {
  test.each<[string, string, PhraseOptions, string[]]>([
    ["二十四小时", "24小時、二十四小时、124小时", {}, ["0 24小時", "0 二十四小时"]],
    ["24", "24小时,1245,二十四", {}, ["0 24", "0 二十四"]],
    ["5分", "25分,五分,3.5分", {}, ["0 五分"]],
    ["三八", "幺三八,三八", {}, ["0 三八"]],
    ["90", "百分之九十", {}, ["0 百分之九十"]],
    ["一下", "打10086一下", {}, ["0 一下"]],
    ["wifi", "WiFi密码 wifis Wi-Fi", {}, ["0 WiFi", "0 Wi-Fi"]],
    ["喂", "喂,喂", {}, ["0 喂", "0 喂"]],
    ["对对", "对对对", {}, ["0 对对", "0 对对"]],
    ["应该做的", "應該,做的", {}, ["0 應該,做的"]],
    ["应该", "应,该", {}, []],
    ["应该", "应 该", {}, ["0 应 该"]],
    ["应该", "应,该", { across: true }, ["0 应,该"]],
    ["应该做", "应,该做", { across: false }, []],
    ["对,对", "对,对", {}, ["0 对,对"]],
    ["嗯", "嗯?嗯。", { question: true }, ["0 嗯"]],
    ["好的", "好的,好的呀", { whole: "clause" }, ["0 好的"]],
    ["好的", "好的。", { whole: "turn" }, ["0 好的"]],
    ["好的", "好的,再见", { whole: "turn" }, []],
  ])("%s in %s with %j", (phrase, source, options, expected) => {
    expect(found({ [phrase]: options }, source)).toEqual(expected);
  });

  test("a problem in the grammar says where", () => {
    expect(() => new PhraseSetBuilder().add("甲(乙", 0)).toThrow(AppError);
  });
});

describe("phrases with gaps", () => {
  test("reach from the first to the last segment, as short as possible, and tell the segments apart", () => {
    const builder = new PhraseSetBuilder();
    builder.add("只有…才", 7);
    const text = normalise("只有,只有您来了才行");
    const seen: unknown[] = [];
    builder.build().scan(text, (slots, ...hit) => {
      seen.push([...slots, ...hit]);
    });
    expect(seen).toEqual([[7, 2, 8, true, [2, 4, 7, 8]]]);
  });

  test.each([
    ["只有…才", "只有一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑才", []],
    ["只有…{30}才", "只有甲乙丙丁戊己庚辛壬癸子丑寅卯辰才", ["0 只有甲乙丙丁戊己庚辛壬癸子丑寅卯辰才"]],
    ["您好,…,为您服务", "您好久了为您服务", ["0 您好久了为您服务"]],
    ["您好,…,为您服务", "為您服務,您好", []],
    ["您…您…您", "您您您", ["0 您您您"]],
    ["甲…乙…丙", "甲乙甲丙", ["0 甲乙甲丙"]],
  ])("%s in %s", (phrase, source, expected) => {
    expect(found({ [phrase]: {} }, source)).toEqual(expected);
  });
});

describe("phrases by sound", () => {
  test.each<[string, string, string[]]>([
    ["您好,很高兴为您服务", "您好,很高心为您服务", ["0~ 您好,很高心为您服务"]],
    ["请问有什么可以帮您", "请问有神么可以帮您", ["0~ 请问有神么可以帮您"]],
    ["您好,很高兴为您服务", "您好呃很高兴那个为你服务", ["0~ 您好呃很高兴那个为你服务"]],
    ["您好,…,为您服务", "您好久了为您福务", ["0~ 您好久了为您福务"]],
    ["您好很高兴为您服务", "您好很高兴为您服务", ["0 您好很高兴为您服务"]],
    ["个人信息", "那个人信息", ["0 个人信息"]],
    ["您好请您稍等", "您好请您先稍等", ["0~ 您好请您先稍等"]],
    ["您好请稍等", "您好请您稍等", []],
    ["请稍等", "请绍等", ["0~ 请绍等"]],
    ["请稍等", "请梢后", []],
    ["开通", "凯通", ["0~ 凯通"]],
    ["开通", "打通", []],
    ["应该", "英该", ["0~ 英该"]],
    ["喂", "威", []],
    ["是是是", "10124449", []],
    ["就是完了那个", "忘了", []],
    ["就是完了那个", "就是完了那个", ["0 就是完了那个"]],
    ["能为您办理的", "不能为您办理的", ["0 能为您办理的"]],
    ["马上为您办理", "马上不为您办理", []],
    ["我不能为您办理", "我能为您办理", []],
    ["24小时内回复您", "28小时内回复您", []],
    ["你好", "你这个号是谁的,泥号", ["0~ 泥号"]],
    ["您好为您", "您豪呃为您", ["0~ 您豪呃为您"]],
  ])("%s in %s", (phrase, source, expected) => {
    expect(found({ [phrase]: { tolerance: "sound" } }, source)).toEqual(expected);
  });

  test("whatever errors are allowed, the phrase is found", () => {
    const syllables = [..."把比出大东飞高光会加看老米女跑其让身他外先要中走"];
    const errors = [..."窗顿佛狗"];
    const phrase = fc.array(fc.constantFrom(...syllables), { minLength: 4, maxLength: 18 });
    const places = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom("wrong", "missing", "stray"), fc.constantFrom(...errors)),
    );
    fc.assert(
      fc.property(phrase, places, fc.constantFrom("", "喂喂"), (units, changes, around) => {
        const heard = withErrors(units, changes);
        const list = found({ [units.join("")]: { tolerance: "sound" } }, around + heard.join("") + around);
        expect(list.length, heard.join("")).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});

/** The phrase with as many of the changes as are allowed, none at its very ends. */
function withErrors(units: readonly string[], changes: readonly (readonly [number, string, string])[]): string[] {
  const most = Math.floor(units.length / 6);
  let wrong = Math.floor(units.length / 6);
  const used = new Set<number>();
  const heard: string[][] = units.map((unit) => [unit]);
  for (const [place, kind, error] of changes) {
    const at = 1 + (place % (units.length - 2));
    if (used.size >= most || used.has(at) || (kind !== "stray" && wrong === 0)) continue;
    used.add(at);
    if (kind !== "stray") wrong--;
    heard[at] = kind === "wrong" ? [error] : kind === "missing" ? [] : [units[at] ?? "", error];
  }
  return heard.flat();
}

describe("the literal matcher", () => {
  const text = fc.string({ unit: fc.constantFrom(..."甲乙丙a"), maxLength: 60 });
  const literals = fc.uniqueArray(fc.string({ unit: fc.constantFrom(..."甲乙丙a"), minLength: 1, maxLength: 6 }), {
    maxLength: 40,
  });

  test("finds every occurrence, by its first unit", () => {
    fc.assert(
      fc.property(literals, text, (phrases, source) => {
        const expected = new Set<string>();
        for (const [index, phrase] of phrases.entries()) {
          for (let at = source.indexOf(phrase); at >= 0; at = source.indexOf(phrase, at + 1))
            expected.add(`${index} ${at}`);
        }
        const seen: string[] = [];
        let last = 0;
        const matcher = new LiteralMatcher(phrases);
        const count = matcher.scanString(source);
        for (let row = 0; row < count; row++) {
          const [literal = -1, from = -1, to = -1] = matcher.found.subarray(literalRow * row, literalRow * (row + 1));
          expect(from).toBeGreaterThanOrEqual(last);
          last = from;
          expect(source.slice(from, to)).toBe(phrases[literal]);
          seen.push(`${literal} ${from}`);
        }
        expect(seen.length).toBe(expected.size);
        expect(new Set(seen)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
