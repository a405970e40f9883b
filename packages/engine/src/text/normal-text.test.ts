import fc from "fast-check";
import { Converter } from "opencc-js/cn2t";
import { describe, expect, test } from "vitest";
import { foldCharacters } from "./characters.ts";
import { normalise } from "./normal-text.ts";

const textOf = (source: string) => normalise(source).text;

const alphabet = [
  ..."您好请问有什么可以帮助的吗里面只后发台系干复历了着您你妳服务谢再见车保养预约时间号码零一二两三四五六七八九十百千万亿点半分之第年月日",
  ..."0123456789abcXYZ%",
];
const marked = [...alphabet, ..." ,。,?!.…:;'\"()-\n😀㎡", "𠮷"];
const dense = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 40 });
const spoken = fc.string({ unit: fc.constantFrom(...marked), maxLength: 40 });

describe("numerals", () => {
  test.each([
    ["二十四小时", "24小时"],
    ["五分", "5分"],
    ["幺三八", "138"],
    ["两点", "2点"],
    ["两点十分", "2点10分"],
    ["一百二", "120"],
    ["一百零五", "105"],
    ["一百五十", "150"],
    ["两千三百五", "2350"],
    ["一万", "10000"],
    ["10000", "10000"],
    ["1万2", "12000"],
    ["3万5000", "35000"],
    ["一亿两千万", "120000000"],
    ["二十三万", "230000"],
    ["10,000元", "10000元"],
    ["百分之九十", "90%"],
    ["90%", "90%"],
    ["百分之百", "100%"],
    ["百分之三点五", "3点5%"],
    ["3.5", "3点5"],
    ["三点五万", "35000"],
    ["9:30", "9点30"],
    ["二零二四年", "2024年"],
    ["五六十", "560"],
    ["5 万", "5万"],
    ["12345678901234567万", "123456789012345670000"],
  ])("%s is read as %s", (source, expected) => {
    expect(textOf(source)).toBe(expected);
  });

  test("a whole number is one place in the original", () => {
    const text = normalise("等二十四小时");
    expect([text.starts[1], text.ends[1], text.starts[2], text.ends[2]]).toEqual([1, 4, 1, 4]);
  });

  test("a last 一 that counts the next word leaves the number before it alone", () => {
    expect(textOf("五百一次")).toBe("5001次");
    expect(normalise("五百一次").starts[3]).toBe(2);
  });
});

describe("characters", () => {
  test.each([
    ["甚麼時候喫飯,妳好", "什么时候吃饭你好"],
    ["回覆您,上鍊,傢俱", "回复您上链家具"],
    ["裡裏麼妳您嘅", "里里么你您嘅"],
    ["ＡＢＣ１２３％", "abc123%"],
    ["WiFi 密码", "wifi密码"],
    ["😀好𠮷ﬁ", "好𠮷fi"],
  ])("%s becomes %s", (source, expected) => {
    expect(textOf(source)).toBe(expected);
  });

  test("folding keeps the length and the punctuation", () => {
    expect(foldCharacters("您貴姓？ＡＢ，二十")).toBe("您贵姓?ab,二十");
  });
});

describe("marks", () => {
  test.each([
    ["好,的", [3, 2, 3]],
    ["好 的", [3, 1, 3]],
    ["好。的?", [3, 3, 4]],
    ["好,?的", [3, 4, 3]],
    ["don't", [3, 0, 0, 0, 3]],
    ["a.com", [3, 1, 0, 0, 3]],
    ["", [3]],
    ["…嗯…", [3, 3]],
  ])("%s leaves %j", (source, expected) => {
    expect([...normalise(source).breaks]).toEqual(expected);
  });
});

describe("for every text", () => {
  const toTraditional = ["t", "tw", "hk"].map((to) => Converter({ from: "cn", to: to as "t" | "tw" | "hk" }));

  test("traditional is simplified", () => {
    fc.assert(
      fc.property(spoken, fc.nat(2), (source, which) => {
        const traditional = toTraditional[which]!(source).replaceAll("么", "麼");
        expect(textOf(traditional)).toBe(textOf(source));
      }),
    );
  });

  test("full width is half width", () => {
    fc.assert(
      fc.property(spoken, (source) => {
        const wide = source.replace(/[!-+\--~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        expect(textOf(wide)).toBe(textOf(source));
      }),
    );
  });

  test("normalising again changes nothing", () => {
    fc.assert(
      fc.property(dense, (source) => {
        const once = textOf(source);
        expect(textOf(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  test("positions grow, stay inside and lead back to the unit's characters", () => {
    fc.assert(
      fc.property(spoken, (source) => {
        const text = normalise(source);
        for (let unit = 0; unit < text.length; unit++) {
          const start = text.starts[unit]!;
          const end = text.ends[unit]!;
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(source.length);
          if (unit > 0) expect(start).toBeGreaterThanOrEqual(text.starts[unit - 1]!);
          const last = text.starts.lastIndexOf(start);
          const first = text.starts.indexOf(start);
          expect(textOf(source.slice(start, end))).toBe(text.text.slice(first, last + 1));
        }
      }),
    );
  });

  test("a piece of another text's slab is never touched", () => {
    fc.assert(
      fc.property(spoken, spoken, (one, other) => {
        const first = normalise(one);
        const before = [[...first.starts], [...first.ends], [...first.breaks]];
        normalise(other);
        expect([[...first.starts], [...first.ends], [...first.breaks]]).toEqual(before);
        expect(first.text).toBe(textOf(one));
      }),
    );
  });
});
