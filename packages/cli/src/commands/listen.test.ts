// A recording on the command line: what a centre has on its disk goes in, a call record or a sheet comes out.
import { copyFileSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CallRecord, Judgement } from "@tingheng/domain";
import { fileSource, openRecording, writeWav } from "@tingheng/speech";
import { describe, expect, it } from "vitest";
import { linesOf, runCli, scratch } from "../run-cli.contract.ts";

const sample = fileURLToPath(new URL("../../../../samples/air-conditioning.wav", import.meta.url));
const record = sample.replace(".wav", ".json");
const call = (text: string) => JSON.parse(text) as CallRecord;
/** 44 bytes of header, then a byte a sample and channel. */
const soundOf = (path: string) => readFileSync(path).subarray(readFileSync(path).indexOf("data") + 8);

/** Both sides in one channel. */
async function mixDown(from: string, to: string): Promise<void> {
  const source = await fileSource(from);
  const decoding = await openRecording(source);
  async function* mixed() {
    for await (const { startFrame, channels } of decoding.blocks) {
      const [one = new Int16Array(0), other] = channels;
      yield { startFrame, channels: [one.map((value, at) => value + (other?.[at] ?? 0))] };
    }
  }
  const format = { ...decoding.format, channels: 1 };
  await writeWav(to, { ...decoding, format, blocks: mixed() });
  await source.close();
}

describe("tingheng listen", () => {
  it("joins a recording to the record beside it and measures who spoke, was silent and broke in", async () => {
    const { code, out } = await runCli(["listen", sample, "--json"]);
    const { id, sound, turns } = call(out);
    expect(code).toBe(0);
    expect(id).toBe("air-conditioning");
    expect(turns).toHaveLength(11);
    expect(sound).toMatchObject({ channels: 2, sampleRateHz: 8000, codec: "pcm_alaw" });
    const long = sound?.silences?.filter(({ startMs, endMs }) => endMs - startMs > 4000) ?? [];
    expect(long).toHaveLength(2);
    expect(long[0]?.startMs).toBeGreaterThan(14_300);
    expect(long[0]?.endMs).toBeLessThan(21_600);
    expect(sound?.overlaps?.filter(({ backchannel }) => backchannel !== true)).toMatchObject([{ by: "agent" }]);
    expect(sound?.bySpeaker?.agent?.talkMs).toBeGreaterThan(sound?.bySpeaker?.customer?.talkMs ?? 0);
    expect(sound?.bySpeaker?.agent?.pitchHz).toBeGreaterThan(sound?.bySpeaker?.customer?.pitchHz ?? 0);
  });

  it("gives what was measured where nothing is known of the words, and says how to get them", async () => {
    using folder = scratch();
    const bare = join(folder.path, "bare.wav");
    copyFileSync(sample, bare);
    const { code, out, err } = await runCli(["listen", bare, "--json", "--models", folder.path]);
    expect(code).toBe(0);
    expect(call(out).turns).toBeUndefined();
    expect(call(out).sound?.speech?.every(({ speaker }) => speaker === "unknown")).toBe(true);
    expect(err).toContain("tingheng models add");
  });

  it("says in one sentence that a recogniser failed", async () => {
    using folder = scratch();
    const bare = join(folder.path, "bare.wav");
    copyFileSync(sample, bare);
    const failing = folder.write("failing.mjs", `console.error("no such model"); process.exit(3);`);
    const engine = `command:"${process.execPath}" "${failing}" {wav}`;
    const said = /^the recogniser .* failed: exit 3 no such model\n$/u;
    const ran = await runCli(["listen", bare, "--recogniser", engine]);
    expect(ran).toMatchObject({ code: 2, out: "", err: expect.stringMatching(said) });
  });

  it("turns agent and customer round on request", async () => {
    const { out } = await runCli(["listen", sample, "--json", "--swap"]);
    const { turns, recording, sound } = call(out);
    expect(turns?.[0]?.speaker).toBe("customer");
    expect(recording?.channels).toEqual({ "0": "customer", "1": "agent" });
    expect(sound?.overlaps?.some(({ by }) => by === "customer")).toBe(true);
  });

  it("says that a channel map is the wrong way round, and trusts nobody's role then", async () => {
    const { out } = await runCli(["listen", sample, "--json", "--roles", "0=customer,1=agent"]);
    const { sound } = call(out);
    expect(sound?.notes?.join(" ")).toContain("--swap");
    expect(sound?.speakerConfidence).toBe(0);
  });

  it("takes one file for each side, and headerless sound by its parameters", async () => {
    using folder = scratch();
    const bytes = soundOf(sample);
    const side = (channel: number) =>
      Uint8Array.from({ length: bytes.length / 2 }, (_, at) => bytes[2 * at + channel] ?? 0);
    const [agent, customer] = ["call_agent.raw", "call_customer.raw"].map((name, channel) => {
      const path = folder.write(name, "");
      copyFileSync(sample, path);
      return { path, bytes: side(channel) };
    });
    const { writeFileSync } = await import("node:fs");
    for (const one of [agent, customer]) if (one !== undefined) writeFileSync(one.path, one.bytes);
    const { code, out } = await runCli(["listen", agent?.path ?? "", "--json", "--raw", "alaw:8000:1"]);
    expect(code).toBe(0);
    expect(call(out).id).toBe("call");
    expect(call(out).sound).toMatchObject({ channels: 2 });
    expect(call(out).sound?.overlaps?.filter(({ backchannel }) => backchannel !== true)).toMatchObject([
      { by: "agent" },
    ]);
  });

  it("tells the voices of one channel apart, and whose they are", async () => {
    using folder = scratch();
    const path = join(folder.path, "mixed.wav");
    await mixDown(sample, path);
    const { recording: _, turns = [], ...known } = call(readFileSync(record, "utf8"));
    const unnamed = turns.map(({ speakerLabel: _label, ...turn }) => ({ ...turn, speaker: "unknown" }));
    folder.write("mixed.json", JSON.stringify({ ...known, turns: unnamed }));
    const heard = call((await runCli(["listen", path, "--json"])).out);
    expect(heard.sound?.channels).toBe(1);
    expect(heard.turns?.map(({ speaker }) => speaker)).toEqual(turns.map(({ speaker }) => speaker));
    expect(heard.sound?.bySpeaker?.agent?.pitchHz).toBeGreaterThan(150);
    expect(heard.sound?.bySpeaker?.customer?.pitchHz).toBeLessThan(120);
    expect(heard.sound?.speakerConfidence).toBeGreaterThan(0.7);
    expect(heard.recording?.channels).toBeUndefined();
  });

  it("takes private numbers out of words and sound before anybody gets them", async () => {
    using folder = scratch();
    const path = join(folder.path, "number.wav");
    copyFileSync(sample, path);
    const text = "我的电话是13912345678";
    const words = [...text].map((one, index) => ({
      text: one,
      startMs: 9000 + 200 * index,
      endMs: 9190 + 200 * index,
    }));
    const turns = [{ speaker: "customer", startMs: 9000, endMs: 12_400, text, words }];
    folder.write("number.json", JSON.stringify({ ...call(readFileSync(record, "utf8")), turns }));
    const copy = join(folder.path, "copy.wav");
    const { out } = await runCli(["listen", path, "--json", "--hide-private", "--copy", copy]);
    expect(out).not.toContain("13912345678");
    expect(call(out).turns?.[0]?.text).toBe("我的电话是***********");
    const sound = soundOf(copy);
    const level = (fromMs: number, toMs: number) =>
      sound.subarray(32 * fromMs, 32 * toMs).reduce((most, byte) => Math.max(most, byte), 0);
    expect(level(10_000, 12_200)).toBe(0);
    expect(level(9000, 9800)).toBeGreaterThan(0);
    expect(statSync(copy).size).toBeGreaterThan(1_000_000);
  });

  it("tells in one sentence what is wrong with a file that is no recording", async () => {
    using folder = scratch();
    const { code, err } = await runCli(["listen", folder.write("x.wav", "no sound at all")]);
    expect(code).toBe(2);
    expect(err).toContain("x.wav");
    expect(err).not.toContain(" at ");
  });
});

describe("tingheng inspect on recordings", () => {
  it("judges a recording and its record as one call, and goes on after one that is broken", async () => {
    using folder = scratch();
    copyFileSync(sample, join(folder.path, "one.wav"));
    copyFileSync(record, join(folder.path, "one.json"));
    folder.write("broken.wav", "RIFF????WAVEnonsense");
    const { code, out, err } = await runCli(["inspect", folder.path, "--ndjson", "--standard", "dealer-recording"]);
    const judged = linesOf<Judgement>(out);
    expect(judged).toHaveLength(1);
    const overlap = judged[0]?.clauses.find(({ id }) => id === "A3.2");
    expect(overlap?.outcome).toBe("violated");
    expect(overlap?.evidence.some(({ measure }) => measure === "overlapMs")).toBe(true);
    expect(err).toContain("broken.wav");
    expect(code).toBe(1);
  });

  it("leaves clauses that need words undetermined where there are none", async () => {
    using folder = scratch();
    copyFileSync(sample, join(folder.path, "one.wav"));
    const { out, err } = await runCli([
      "inspect",
      folder.path,
      "--ndjson",
      "--models",
      folder.path,
      "--standard",
      "service-etiquette",
    ]);
    const [judged] = linesOf<Judgement>(out);
    expect(judged?.clauses.filter(({ outcome }) => outcome === "violated")).toEqual([]);
    expect(judged?.clauses.find(({ id }) => id === "B11.1")).toMatchObject({
      outcome: "undetermined",
      missing: ["turns"],
    });
    expect(err).toContain("judged by their sound alone");
  });
});
