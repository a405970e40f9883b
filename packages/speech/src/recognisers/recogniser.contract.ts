// What every recogniser keeps to, whatever stands behind it.
import { AppError } from "@tingheng/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hear } from "./hear.ts";
import { type Chunk, chunkLengthMs, type Heard, type Recogniser } from "./recogniser.ts";

export interface RecogniserFixture {
  /** A recogniser that works. */
  readonly open: () => Recogniser | Promise<Recogniser>;
  /** Sound in which `text` is said. */
  readonly spoken: Chunk;
  readonly text: string;
  /** Heard in the same sound where these words are hoped for; without it the engine was told and nothing more is known. */
  readonly hoped?: { readonly hotWords: readonly string[]; readonly text: string };
  /** Ways in which the engine fails, each with a recogniser that meets it. */
  readonly broken: Readonly<Record<string, () => Recogniser | Promise<Recogniser>>>;
  /** Works for longer than anybody waits. */
  readonly slow: () => Recogniser | Promise<Recogniser>;
  /** The most stretches that were ever in the engine at once, where the engine can tell. */
  readonly most?: () => number;
}

const soon = 10_000;

export function keepsToThePort(name: string, fixture: () => RecogniserFixture): void {
  describe(`${name} keeps to the port`, () => {
    let recogniser: Recogniser;
    let heard: readonly Heard[];
    const spoken = (startMs = 4000): Chunk => ({ ...fixture().spoken, startMs });
    beforeAll(async () => {
      recogniser = await fixture().open();
      heard = await recogniser.recognise(spoken(), {});
    });
    afterAll(() => recogniser?.close());

    it("hears what is said", () => {
      expect(textOf(heard)).toBe(fixture().text);
    });

    it("tells times in order, inside the stretch, from the start of the recording", async () => {
      const end = 4000 + chunkLengthMs(fixture().spoken);
      let before = 4000;
      for (const { startMs, endMs, words = [] } of heard) {
        expect(startMs).toBeGreaterThanOrEqual(before);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
        expect(endMs).toBeLessThanOrEqual(end);
        let last = startMs;
        for (const word of words) {
          expect(word.startMs).toBeGreaterThanOrEqual(last);
          expect(word.endMs).toBeGreaterThanOrEqual(word.startMs ?? 0);
          expect(word.endMs).toBeLessThanOrEqual(endMs);
          last = word.startMs ?? last;
        }
        before = startMs;
      }
      const later = await recogniser.recognise(spoken(64_000), {});
      expect(later.map(({ startMs }) => startMs - 60_000)).toEqual(heard.map(({ startMs }) => startMs));
      expect(later.flatMap(({ words = [] }) => words.map(({ startMs = 0 }) => startMs - 60_000))).toEqual(
        heard.flatMap(({ words = [] }) => words.map(({ startMs }) => startMs)),
      );
    });

    it("can do what it says it can, and no more", async () => {
      const { capabilities: can } = recogniser;
      const words = heard.flatMap(({ words = [] }) => words);
      const delivered = {
        wordTimes: words.some(({ startMs }) => startMs !== undefined),
        confidence: heard.some(({ confidence }) => confidence !== undefined),
        punctuation: /[\p{P}]/u.test(textOf(heard)),
        events: heard.some(({ emotion, events }) => emotion !== undefined || events !== undefined),
      };
      for (const key of ["wordTimes", "confidence", "punctuation", "events"] as const)
        if (can[key] !== "depends") expect({ [key]: delivered[key] }).toEqual({ [key]: can[key] });
      for (const { confidence = 1 } of [...heard, ...words]) {
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
      for (const { language } of heard)
        if (can.languages !== "any" && language !== undefined) expect(can.languages).toContain(language);
      const { hoped } = fixture();
      expect(can.hotWords === true).toBe(hoped !== undefined);
      if (hoped !== undefined)
        expect(textOf(await recogniser.recognise(spoken(), { hotWords: hoped.hotWords }))).toBe(hoped.text);
    });

    it.each([0, 10, 2000])("hears nothing in %s ms of silence", async (ms) => {
      const { sampleRateHz } = fixture().spoken;
      const samples = new Int16Array((ms * sampleRateHz) / 1000);
      expect(await recogniser.recognise({ ...spoken(), samples }, {})).toEqual([]);
    });

    it("takes as much at once as it says and no more, and mixes nothing up", async () => {
      const chunks = async function* () {
        for (let index = 0; index < 3 * recogniser.atOnce + 1; index++) yield spoken(10_000 * index);
      };
      const all = await hear(chunks(), recogniser, {});
      expect(all.map(({ startMs }) => startMs % 10_000)).toEqual(
        Array(3 * recogniser.atOnce + 1)
          .fill(heard.map(({ startMs }) => startMs - 4000))
          .flat(),
      );
      expect(fixture().most?.() ?? 0).toBeLessThanOrEqual(recogniser.atOnce);
    });

    it("tells every failure of the engine as one, soon", { timeout: soon * 3 }, async () => {
      for (const [how, open] of Object.entries(fixture().broken)) {
        const broken = await open();
        const failure = await within(soon, broken.recognise(spoken(), {}), how).catch((error: unknown) => error);
        await broken.close();
        expect({ how, failure }).toEqual({ how, failure: expect.any(AppError) });
        expect({ how, code: (failure as AppError).code }).toEqual({ how, code: "recogniser.failed" });
        expect((failure as AppError).details.problem).not.toBe("");
      }
      expect(textOf(await recogniser.recognise(spoken(), {}))).toBe(fixture().text);
    });

    it("can be stopped, before and in the middle", async () => {
      const slow = await fixture().slow();
      const stopping = new AbortController();
      const answer = slow.recognise(spoken(), { signal: stopping.signal });
      setTimeout(() => stopping.abort(), 100);
      await expect(within(soon, answer, "abort")).rejects.toMatchObject({ code: "recogniser.failed" });
      const stopped = slow.recognise(spoken(), { signal: stopping.signal });
      await expect(within(soon, stopped, "aborted")).rejects.toMatchObject({ code: "recogniser.failed" });
      await within(soon, slow.close(), "close");
    });
  });
}

const textOf = (heard: readonly Heard[]): string => heard.map(({ text }) => text).join("");

function within<T>(ms: number, work: Promise<T>, what: string): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`${what}: nothing within ${ms} ms`)), ms).unref();
  });
  return Promise.race([work, late]);
}
