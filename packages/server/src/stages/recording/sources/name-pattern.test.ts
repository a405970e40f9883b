import { AppError } from "@tingheng/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockOfName, matchName, type NamePattern, parseNamePattern } from "./name-pattern.ts";
import { SourceSettings } from "./source-settings.ts";

const pattern = (text: string): NamePattern => {
  const parsed = parseNamePattern(text);
  if (parsed instanceof AppError) throw parsed;
  return parsed;
};

describe("naming patterns", () => {
  it.each([
    [
      "{date:YYYYMMDD}-{time:HHMMSS}-{extension}-{caller}-{uniqueid}.wav",
      "20260302-091405-8012-13800000000-1772413995.100.wav",
      { date: "20260302", time: "091405", extension: "8012", caller: "13800000000", uniqueid: "1772413995.100" },
    ],
    [
      "{date:YYYY-MM-DD}-{time:HH-MM-SS}_{called}_{caller}.{ext}",
      "2026-03-02-09-14-05_4008001000_13800000000.mp3",
      { date: "2026-03-02", time: "09-14-05", called: "4008001000", caller: "13800000000", ext: "mp3" },
    ],
    ["{uniqueid}.{ext}", "1772413995.100.wav", { uniqueid: "1772413995.100", ext: "wav" }],
    ["坐席{agent}_客户{customer}.wav", "坐席8012_客户13800000000.wav", { agent: "8012", customer: "13800000000" }],
    ["{any}-{id}.wav", "x-1.wav", { id: "1" }],
  ] as const)("%s reads %s", (text, name, fields) => {
    expect(matchName(pattern(text), name)).toEqual(fields);
  });

  it.each([
    ["{date:YYYYMMDD}-{id}.wav", "2026030-1.wav"],
    ["{date:YYYYMMDD}-{id}.wav", "2026030x-1.wav"],
    ["{id}.wav", ".wav"],
    ["{id}.wav", "1.mp3"],
    ["{id}-{caller}.wav", "1.wav"],
  ])("%s does not read %s", (text, name) => {
    expect(matchName(pattern(text), name)).toBeUndefined();
  });

  it.each(["", "plain.wav", "{unknown}.wav", "{id", "id}", "{id}{caller}", "{date:%Y}"])("%j is no pattern", (text) => {
    const refused = parseNamePattern(text);
    expect(refused).toBeInstanceOf(AppError);
    expect((refused as AppError).details.expected).toBeTruthy();
    expect(SourceSettings.safeParse({ namePatterns: [text] }).success).toBe(false);
  });

  it("reads back what it was made of", () => {
    const field = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/);
    fc.assert(
      fc.property(field, field, field, (caller, extension, id) => {
        const fields = matchName(pattern("{caller}_{extension}-{id}.wav"), `${caller}_${extension}-${id}.wav`);
        expect(fields).toEqual({ caller, extension, id });
      }),
    );
  });

  it("tells a clock only where both date and time are told", () => {
    expect(clockOfName({ date: "20260302", time: "091405" })).toBe("2026-03-02 09:14:05");
    expect(clockOfName({ date: "2026-03-02", time: "09-14" })).toBe("2026-03-02 09:14:00");
    expect(clockOfName({ date: "20260302" })).toBeUndefined();
  });
});
