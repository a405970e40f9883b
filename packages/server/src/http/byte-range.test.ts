import fc from "fast-check";
import { expect, it } from "vitest";
import { dispositionOf, wantedRange } from "./byte-range.ts";

it("reads ranges as RFC 9110 says", () => {
  const cases: [string | undefined, ReturnType<typeof wantedRange>][] = [
    [undefined, "whole"],
    ["bytes=0-", { from: 0, to: 100 }],
    ["bytes=0-0", { from: 0, to: 1 }],
    ["bytes=10-19", { from: 10, to: 20 }],
    ["bytes=90-200", { from: 90, to: 100 }],
    ["bytes=-5", { from: 95, to: 100 }],
    ["bytes=-500", { from: 0, to: 100 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=20-10", "whole"],
    ["bytes=0-1,5-6", "whole"],
    ["seconds=0-1", "whole"],
    ["bytes=-", "whole"],
  ];
  for (const [header, wanted] of cases) expect(wantedRange(header, 100), header).toEqual(wanted);
});

it("names files so that neither a header nor a file system takes it amiss", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(dispositionOf("attachment", name)).toMatch(
        /^attachment; filename="[^"\\/\r\n]+"; filename\*=UTF-8''[A-Za-z0-9%._~!'()*-]+$/,
      );
    }),
  );
});
