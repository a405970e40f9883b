import { type CallRecord, type Exhibit, type Judgement, Standard } from "@tingheng/domain";
import { describe, expect, it } from "vitest";
import { reportPage } from "./report-page.ts";

const turn = { speaker: "agent", text: "这个我没办法", startMs: 1200, endMs: 2000 } as const;
const call: CallRecord = { version: 1, id: "c1", source: "test", turns: [turn] };
const standard = Standard.parse({
  id: "own",
  version: "1.0.0",
  title: "自定标准",
  sections: [{ id: "s", title: "s", points: 100, items: [{ id: "i", title: "i", points: 100, clauses: ["X1"] }] }],
  clauses: [{ id: "X1", title: "不推诿", text: "不推诿", by: ["T"], rule: { forbid: { phrase: ["没办法"] } } }],
});
const broken = { id: "X1", outcome: "violated", judgedBy: "machine", points: -10, reason: "说了“没办法”" } as const;
const judgement: Judgement = {
  version: 1,
  call: { source: "test", id: "c1" },
  standard: { id: "own", version: "1.0.0" },
  score: 90,
  maxScore: 100,
  bonus: 0,
  fatal: false,
  provisional: false,
  clauses: [{ ...broken, evidence: [{ turn: 0, from: 3, to: 6, startMs: 1200, role: "hit" }] }],
  proposals: [],
  answers: [],
  labels: [],
};
const waveform: Exhibit = {
  durationMs: 3000,
  lanes: [{ speaker: "agent", label: "1", msPerPoint: 1000, points: Int8Array.of(-5, 5, -90, 90, 0, 0) }],
};

const page = (exhibit?: Exhibit): string =>
  reportPage(
    [{ call, judgements: [judgement], ...(exhibit === undefined ? {} : { exhibit }) }],
    [standard],
    "zh",
    new Date(0),
  );
/** The player's opening tag. */
const playerIn = (html: string): string => /<div class="player"[^>]*>/u.exec(html)?.[0] ?? "";

describe("a report at once", () => {
  it("holds sheet, words and summary, and needs nothing from anywhere", () => {
    const html = page();
    expect(html).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/u);
    expect(html).toContain(`<mark class="hit" title="X1">没办法</mark>`);
    expect(html).toContain("<p>1 通电话</p>");
    expect(html).not.toMatch(/(?:src|href)="(?!#)/u);
    expect(playerIn(html)).toBe("");
  });

  it("names the questionnaire that a call follows, and none of the others", () => {
    const questionnaires = [
      { id: "after-sales-1", version: "1.0.0" },
      { id: "sales-delivery", version: "1.2.0", followed: true as const },
    ];
    const html = reportPage([{ call, judgements: [{ ...judgement, questionnaires }] }], [standard], "zh", new Date(0));
    expect(html).toContain("<small>own 1.0.0 · 问卷 sales-delivery 1.2.0</small>");
    expect(html).not.toContain("after-sales-1");
  });

  it("carries the sound that it is given", () => {
    const html = page({ ...waveform, sound: { sampleRateHz: 8000, channels: 1, base64: "AAAA" } });
    expect(playerIn(html)).toBe(
      `<div class="player" data-length="3000" data-rate="8000" data-channels="1" data-sound="AAAA">`,
    );
  });

  it("leaves the sound at its address, whatever the address holds", () => {
    const html = page({ ...waveform, sound: { url: `/calls/1/sound?a="><script>&b` } });
    expect(playerIn(html)).toBe(
      `<div class="player" data-length="3000" data-url="/calls/1/sound?a=&quot;&gt;&lt;script&gt;&amp;b">`,
    );
    expect(html).toContain(`class="play"`);
  });

  it("shows the waveform alone where there is no sound", () => {
    const html = page(waveform);
    expect(playerIn(html)).toBe(`<div class="player" data-length="3000">`);
    expect(html).toContain("录音太长");
    expect(html).not.toContain(`class="play"`);
  });
});
