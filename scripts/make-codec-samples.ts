// Makes the small recordings that the decoders are tested with, from Debian's espeak-ng, ffmpeg, opencore-amr and vo-amrwbenc, and
// beside them what ffmpeg decodes them to: `node scripts/make-codec-samples.ts`. The results are committed; no test needs the tools.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bestSnrDb } from "../packages/speech/src/sound/snr.ts";

const folder = join(import.meta.dirname, "..", "packages", "speech", "samples", "codecs");
const work = mkdtempSync(join(tmpdir(), "tingheng-codecs-"));

/** All are at 8 kHz but for the wide one. */
type Source = "two" | "one" | "short" | "wide";
const channelsOf = (of: Source) => (of === "one" || of === "wide" ? 1 : 2);
const rateOf = (of: Source) => (of === "wide" ? 16_000 : 8_000);

interface Sample {
  readonly file: string;
  /** Which of the sources it holds. */
  readonly of: Source;
  readonly make: readonly string[];
  /** For ffmpeg, where the file says too little. */
  readonly read?: readonly string[];
  /** Every correct decoder gives the same samples. */
  readonly exact: boolean;
}

const encoded = (file: string, of: Source, exact: boolean, ...make: string[]): Sample => ({
  file,
  of,
  exact,
  make,
});
const raw = (file: string, exact: boolean, format: string, make: readonly string[]): Sample => ({
  file,
  of: "one",
  exact,
  make,
  read: ["-f", format, "-ar", "8000", "-ac", "1"],
});

const samples: readonly Sample[] = [
  encoded("pcm-u8.wav", "short", true, "-c:a", "pcm_u8"),
  encoded("pcm-s24.wav", "short", true, "-c:a", "pcm_s24le"),
  encoded("pcm-s32.wav", "short", true, "-c:a", "pcm_s32le"),
  encoded("pcm-f32.wav", "short", true, "-c:a", "pcm_f32le"),
  encoded("pcm-f64.wav", "short", true, "-c:a", "pcm_f64le"),
  encoded("pcm-rf64.wav", "short", true, "-c:a", "pcm_s16le", "-rf64", "always"),
  encoded("pcm-s16be.au", "short", true, "-c:a", "pcm_s16be"),
  encoded("alaw.wav", "two", true, "-c:a", "pcm_alaw"),
  encoded("mulaw.wav", "two", true, "-c:a", "pcm_mulaw"),
  encoded("mulaw.au", "short", true, "-c:a", "pcm_mulaw"),
  encoded("ms-adpcm.wav", "two", true, "-c:a", "adpcm_ms"),
  encoded("ima-adpcm.wav", "two", false, "-c:a", "adpcm_ima_wav"),
  encoded("gsm.wav", "one", true, "-c:a", "libgsm_ms"),
  encoded("gsm.gsm", "one", true, "-c:a", "libgsm"),
  encoded("mp3.mp3", "two", false, "-c:a", "libmp3lame", "-b:a", "48k"),
  encoded("mp3-one.mp3", "one", false, "-c:a", "libmp3lame", "-b:a", "24k"),
  encoded("mp3.wav", "two", false, "-c:a", "libmp3lame", "-b:a", "48k"),
  encoded("opus.opus", "two", false, "-c:a", "libopus", "-b:a", "48k"),
  encoded("opus.webm", "two", false, "-c:a", "libopus", "-b:a", "48k"),
  encoded("vorbis.ogg", "two", false, "-c:a", "libvorbis", "-q", "5"),
  encoded("flac.flac", "two", true, "-c:a", "flac"),
  encoded("aac.m4a", "two", false, "-c:a", "aac", "-b:a", "48k"),
  encoded("aac.aac", "two", false, "-c:a", "aac", "-b:a", "48k"),
  raw("alaw.alaw", true, "alaw", ["-f", "alaw"]),
  raw("mulaw.raw", true, "mulaw", ["-f", "mulaw"]),
];

/** AMR's encoders have no command: their libraries are called. Frames of 12.2 and of 23.85 kbit/s. */
const amrEncoder = `
import ctypes, sys
amr = ctypes.CDLL("libopencore-amrnb.so.0")
amr.Encoder_Interface_init.restype = ctypes.c_void_p
state = ctypes.c_void_p(amr.Encoder_Interface_init(0))
sound = open(sys.argv[1], "rb").read()
out = open(sys.argv[2], "wb")
out.write(b"#!AMR\\n")
room = ctypes.create_string_buffer(64)
for at in range(0, len(sound) - 319, 320):
    size = amr.Encoder_Interface_Encode(state, 7, sound[at:at + 320], room, 0)
    out.write(room.raw[:size])
`;
const wideAmrEncoder = `
import ctypes, sys
amr = ctypes.CDLL("libvo-amrwbenc.so.0")
amr.E_IF_init.restype = ctypes.c_void_p
state = ctypes.c_void_p(amr.E_IF_init())
sound = open(sys.argv[1], "rb").read()
out = open(sys.argv[2], "wb")
out.write(b"#!AMR-WB\\n")
room = ctypes.create_string_buffer(64)
for at in range(0, len(sound) - 639, 640):
    size = amr.E_IF_encode(state, 8, sound[at:at + 640], room, 0)
    out.write(room.raw[:size])
`;

function run(command: string, ...args: readonly string[]): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, [...args], { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr.toString()}`);
  return stdout;
}

const ffmpeg = (...args: readonly string[]) => run("ffmpeg", "-v", "error", "-nostdin", "-y", ...args);
const plain = ["-bitexact", "-map_metadata", "-1"];

/** Two people who take turns, and speak over one another once. */
function makeSources(): Record<Source, string> {
  const [agent, customer] = [join(work, "agent.wav"), join(work, "customer.wav")];
  run("espeak-ng", "-v", "cmn-latn-pinyin", "-s", "190", "-w", agent, "nin2 hao3, qing3 wen4 you3 shen2 me5");
  run("espeak-ng", "-v", "cmn-latn-pinyin+f3", "-s", "190", "-w", customer, "wo3 de5 dian4 hua4 da3 bu4 tong1");
  const two = join(work, "two.wav");
  const mix =
    "[0]adelay=0|0[a];[1]adelay=900|900[b];[a][b]join=inputs=2:channel_layout=stereo,apad,atrim=0:2,volume=1.5";
  const both = ["-i", agent, "-i", customer, "-filter_complex"];
  ffmpeg(...both, mix, "-ar", "8000", ...plain, two);
  const [one, short, wide] = [join(work, "one.wav"), join(work, "short.wav"), join(work, "wide.wav")];
  ffmpeg("-i", two, "-af", "pan=mono|c0=0.5*c0+0.5*c1", ...plain, one);
  ffmpeg("-ss", "0.4", "-t", "0.25", "-i", two, ...plain, short);
  ffmpeg(...both, `${mix},pan=mono|c0=0.5*c0+0.5*c1`, "-ar", "16000", ...plain, wide);
  return { two, one, short, wide };
}

function samplesOf(path: string, rateHz: number, ...read: readonly string[]): Int16Array {
  const bytes = ffmpeg(...read, "-i", path, "-ar", `${rateHz}`, "-f", "s16le", "pipe:1");
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const sources = makeSources();
for (const [name, path] of Object.entries(sources)) ffmpeg("-i", path, ...plain, join(folder, `source-${name}.wav`));
const told: Record<string, unknown> = {};
for (const { file, of, make, read = [], exact } of samples) {
  const path = join(folder, file);
  ffmpeg("-i", sources[of], ...make, ...plain, path);
  tell(file, of, exact, read);
}
for (const [file, of, encoder] of [
  ["amr.amr", "one", amrEncoder],
  ["amr-wide.amr", "wide", wideAmrEncoder],
] as const) {
  const sound = join(work, `${of}.raw`);
  ffmpeg("-i", sources[of], "-f", "s16le", sound);
  run("python3", "-c", encoder, sound, join(folder, file));
  tell(file, of, false, []);
}
writeFileSync(join(folder, "expected.json"), `${JSON.stringify(told, null, 2)}\n`);
rmSync(work, { recursive: true });

/** What another decoder makes of it: all its samples where they are settled, else how near it comes to the source. */
function tell(file: string, of: Source, exact: boolean, read: readonly string[]): void {
  const decoded = samplesOf(join(folder, file), rateOf(of), ...read);
  const channels = channelsOf(of);
  const digest = createHash("sha256").update(new Uint8Array(decoded.buffer)).digest("hex");
  const snrDb = bestSnrDb(samplesOf(sources[of], rateOf(of)), decoded, channels);
  told[file] = {
    of,
    frames: decoded.length / channels,
    snrDb: Math.round(snrDb * 10) / 10,
    ...(exact ? { digest } : {}),
  };
}

console.log(`${Object.keys(told).length} recordings in ${folder}, ${sizeOf()} KB`);

function sizeOf(): number {
  return Math.round(Object.keys(told).reduce((sum, file) => sum + readFileSync(join(folder, file)).length, 0) / 1_000);
}
