import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonProblem } from "./json-problem.ts";

describe("findJsonProblem", () => {
  it.each([
    ['{"a":1,}', 1, 8, "a field name in double quotes", '"}"'],
    ['{"a" 1}', 1, 6, ":", '"1"'],
    ["[1 2]", 1, 4, ", or ]", '"2"'],
    ["{a:1}", 1, 2, "a field name in double quotes or }", '"a"'],
    ['{"a":NaN}', 1, 6, "a JSON value", '"NaN"'],
    ['{"a":01}', 1, 6, "a JSON value", '"01"'],
    ['{"a":"x\ny"}', 1, 8, "a character allowed in a string", '"\\n"'],
    ['{\n "a": [1,\n  {"b": tru}]}', 3, 9, "a JSON value", '"tru"'],
    ['{"a":"x', 1, 8, 'a closing "', "the end of the text"],
    ["{} {}", 1, 4, "the end of the text", '"{"'],
    ["", 1, 1, "a JSON value", "the end of the text"],
  ])("names the place in %j", (text, line, column, expected, found) => {
    expect(findJsonProblem(text)).toMatchObject({ line, column, expected, found });
  });

  it("tells what may go on in the next line", () => {
    expect(findJsonProblem('{"tickets":[')?.unfinished).toBe(true);
    expect(findJsonProblem('{"id":"cut')?.unfinished).toBe(false);
    expect(findJsonProblem("{]")?.unfinished).toBe(false);
  });

  it("finds fault exactly where JSON.parse does", () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", "}", '"', "\\", ":", "x", "-"))
      .map(([text, at, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + (put === "" ? 1 : 0));
      });
    fc.assert(
      fc.property(broken, (text) => {
        const parses = () => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        };
        expect(findJsonProblem(text) === undefined).toBe(parses());
      }),
      { numRuns: 2000 },
    );
  });
});
