import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallDetail } from "./call-detail.ts";
import { joinFiles } from "./join-files.ts";
import { SourceSettings } from "./source-settings.ts";
import { findTelephoneSystem } from "./systems.ts";
import type { TelephoneSystem } from "./telephone-system.ts";

const settings = SourceSettings.parse({});
const system = (id: string): TelephoneSystem => findTelephoneSystem(id)!;
const detail = (id: string, fields: Partial<CallDetail> = {}): CallDetail => ({
  source: "x",
  id,
  aliases: [id],
  ...fields,
});
const join = (id: string, details: readonly CallDetail[], uris: readonly string[], given = settings) =>
  joinFiles(
    system(id),
    details,
    uris.map((uri) => ({ uri })),
    given,
  );

describe("recordings and calls", () => {
  it.each([
    [
      "freepbx",
      "its unique id",
      "/monitor/2026/03/02/q-600-13800000001-20260302-091315-1772413995.100.wav",
      detail("1772413995.100"),
    ],
    [
      "freepbx",
      "the id of another leg",
      "out-13800000001-201-20260302-091315-1772413996.7.mp3",
      detail("1772413995.1", { aliases: ["1772413995.1", "1772413996.7"] }),
    ],
    [
      "asterisk",
      "an id in a name of no known pattern",
      "agent 8001 (1772413995.100) copy.wav",
      detail("1772413995.100"),
    ],
    [
      "freeswitch",
      "a UUID",
      "0c5e0001-91aa-4c1d-8e00-000000000001.wav",
      detail("0c5e0001-91aa-4c1d-8e00-000000000001"),
    ],
    [
      "vicidial",
      "the name that the log gives",
      "s3://bucket/20260302-125342_139-all.wav",
      detail("177.1", { recording: { name: "20260302-125342_139-all.wav" } }),
    ],
    [
      "vicidial",
      "that name in another codec",
      "20260302-125342_139-all.mp3",
      detail("177.1", { recording: { name: "20260302-125342_139-all.wav" } }),
    ],
    [
      "metadata-table",
      "its address",
      "https://r.example/a/1.wav",
      detail("C-1", { recording: { uri: "https://r.example/a/1.wav" } }),
    ],
    ["metadata-table", "the id as the whole name", "C-0001.wav", detail("C-0001")],
  ] as const)("%s: are joined by %s", (id, _how, uri, call) => {
    const { joined, alone, waiting, problems } = join(id, [call, detail("other")], [uri]);
    expect(joined).toEqual([{ detail: call, recordings: [{ uri }] }]);
    expect([alone, waiting, problems]).toEqual([[], [detail("other")], []]);
  });

  it("a recording that nobody knows is a call with what its name says", () => {
    const { alone } = join("freepbx", [], ["external-201-13800000001-20260302-091315-1772413995.100.wav"]);
    expect(alone[0]?.detail).toEqual({
      source: "freepbx",
      id: "1772413995.100",
      aliases: ["1772413995.100"],
      startedAt: "2026-03-02T09:13:15+08:00",
      direction: "inbound",
      callerNumber: "13800000001",
      calledNumber: "201",
      agent: { id: "201" },
      customer: { number: "13800000001" },
      recording: { name: "external-201-13800000001-20260302-091315-1772413995.100.wav" },
    });
  });

  it("of a forced recording the order of the numbers tells no direction", () => {
    const name = "force-082100008663-3201-20250327-092517-1743042317.12206.wav";
    const [one] = join("freepbx", [], [name]).alone;
    expect(one?.detail).toMatchObject({
      id: "1743042317.12206",
      agent: { id: "3201" },
      customer: { number: "082100008663" },
    });
    expect([one?.detail.direction, one?.detail.callerNumber]).toEqual([undefined, undefined]);
  });

  it("the operator's own naming goes before the system's", () => {
    const own = SourceSettings.parse({
      namePatterns: ["{date:YYYYMMDD}-{time:HHMMSS}-{extension}-{caller}-{uniqueid}.wav"],
    });
    const [one] = join("asterisk", [], ["/in/20260302-091405-8012-13800000000-1772413995.100.wav"], own).alone;
    expect(one?.detail).toMatchObject({
      id: "1772413995.100",
      startedAt: "2026-03-02T09:14:05+08:00",
      agent: { id: "8012" },
      callerNumber: "13800000000",
    });
  });

  it("joins a recording that fits two calls to neither, and says so", () => {
    const two = ["a", "b"].map((id) => detail(id, { recording: { name: "1.wav" } }));
    const { joined, alone, waiting, problems } = join("metadata-table", two, ["/x/1.wav"]);
    expect([joined.length, alone.length, waiting.length]).toEqual([0, 1, 2]);
    expect(problems[0]?.details).toMatchObject({ where: "/x/1.wav", found: "a, b" });
  });

  it("keeps two recordings of one call together", () => {
    const call = detail("1772413995.100");
    const uris = ["1772413995.100-in.wav", "1772413995.100-out.wav"];
    expect(join("asterisk", [call], uris).joined).toEqual([{ detail: call, recordings: uris.map((uri) => ({ uri })) }]);
  });

  it("loses no recording and no call, whatever they are named", () => {
    const id = fc.oneof(fc.constantFrom("1772413995.1", "1772413995.2", "C-1"), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 6 }), fc.uniqueArray(id, { maxLength: 6 }), (ids, names) => {
        const result = join(
          "freepbx",
          ids.map((one) => detail(one)),
          names.map((one) => `${one}.wav`),
        );
        const files = [...result.joined.flatMap((one) => one.recordings), ...result.alone.map((one) => one.recording)];
        expect(files.map((file) => file.uri).toSorted()).toEqual(names.map((one) => `${one}.wav`).toSorted());
        expect(result.joined.length + result.waiting.length).toBe(ids.length);
      }),
    );
  });
});
