// Speaks the recorded call among the samples: two sides, 8 kHz A-law as a telephone system writes it, with the record beside it.
// Needs Debian's espeak-ng and sox; what it makes is committed, so nobody else needs them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pinyin } from "pinyin-pro";

const rate = 8000;
const voices = {
  agent: { name: "cmn-latn-pinyin+f3", pitch: 62 },
  customer: { name: "cmn-latn-pinyin+m3", pitch: 38 },
};

interface Line {
  readonly speaker: "agent" | "customer";
  readonly text: string;
  /** After the end of what was said before; negative where one breaks in. */
  readonly gapMs: number;
  readonly speed?: number;
  readonly gain?: number;
}

const lines: readonly Line[] = [
  { speaker: "agent", gapMs: 600, text: "您好,这里是星河汽车客户服务中心,请问有什么可以帮您?" },
  { speaker: "customer", gapMs: 500, text: "你好,我的车上个礼拜刚修过空调,今天又不制冷了。" },
  { speaker: "agent", gapMs: 6800, text: "那您的意思是我们没修好喽?" },
  { speaker: "customer", gapMs: 400, text: "可不是吗,大热天的,我一家子都在车上,你们到底能不能", speed: 190 },
  { speaker: "agent", gapMs: -1400, text: "您先别急,听我说!我不是说了吗,要先预约。", speed: 215, gain: 2 },
  { speaker: "customer", gapMs: 900, text: "行,那约明天上午吧。" },
  { speaker: "agent", gapMs: 700, text: "好的,请您稍等。" },
  { speaker: "agent", gapMs: 4500, text: "明天上午九点可以,请问您贵姓?" },
  { speaker: "customer", gapMs: 400, text: "姓周。" },
  { speaker: "agent", gapMs: 500, text: "好的周先生,已经登记了,感谢您的来电,再见。" },
  { speaker: "customer", gapMs: 400, text: "再见。" },
];

const folder = mkdtempSync(join(tmpdir(), "sample-recording-"));

function spoken({ speaker, text, speed = 165, gain = 1 }: Line): Int16Array<ArrayBuffer> {
  const { name, pitch } = voices[speaker];
  const read = pinyin(text, { toneType: "num", nonZh: "consecutive" }).replace(/0\b/gu, "5");
  const [wide, narrow] = [join(folder, "wide.wav"), join(folder, "narrow.raw")];
  execFileSync("espeak-ng", ["-v", name, "-p", String(pitch), "-s", String(speed), "-w", wide, read]);
  const level = String(-14 + 6 * Math.log2(gain));
  const output = ["-t", "raw", "-r", String(rate), "-c", "1", "-e", "signed", "-b", "16", narrow];
  execFileSync("sox", [
    "-R",
    wide,
    ...output,
    "gain",
    "-n",
    level,
    "rate",
    String(rate),
    "highpass",
    "200",
    "lowpass",
    "3400",
    "silence",
    "1",
    "0.01",
    "0.5%",
    "reverse",
    "silence",
    "1",
    "0.01",
    "0.5%",
    "reverse",
  ]);
  const bytes = readFileSync(narrow);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

const sounds = lines.map(spoken);
const starts: number[] = [];
let end = 0;
for (const [index, line] of lines.entries()) {
  const start = Math.round(end + (line.gapMs * rate) / 1000);
  starts.push(start);
  end = start + (sounds[index]?.length ?? 0);
}
const sides = { agent: new Int16Array(end + rate), customer: new Int16Array(end + rate) };
for (const [index, { speaker }] of lines.entries()) sides[speaker].set(sounds[index] ?? [], starts[index] ?? 0);
const side = (speaker: "agent" | "customer") => {
  const path = join(folder, `${speaker}.raw`);
  writeFileSync(path, new Uint8Array(sides[speaker].buffer));
  return ["-t", "raw", "-r", String(rate), "-c", "1", "-e", "signed", "-b", "16", path];
};
const target = (ending: string) => join(import.meta.dirname, "..", "samples", `air-conditioning${ending}`);
execFileSync("sox", ["-R", "-M", ...side("agent"), ...side("customer"), "-e", "a-law", target(".wav")]);
const at = (frames: number) => Math.round((frames * 1000) / rate);
const record = {
  version: 1,
  id: "air-conditioning",
  source: "sample",
  direction: "inbound",
  language: "zh",
  startedAt: "2026-07-14T15:20:08+08:00",
  queue: "after-sales",
  agent: { id: "8012", name: "小林", team: "一组" },
  ring: { ms: 6000, count: 2 },
  answeredAtMs: 0,
  hangup: { by: "customer", atMs: at(end + rate) },
  recording: { channels: { "0": "agent", "1": "customer" } },
  turns: lines.map(({ speaker, text }, index) => ({
    speaker,
    startMs: at(starts[index] ?? 0),
    endMs: at((starts[index] ?? 0) + (sounds[index]?.length ?? 0)),
    text,
  })),
};
writeFileSync(target(".json"), `${JSON.stringify(record, null, 2)}\n`);
rmSync(folder, { recursive: true });
