// An ffmpeg that is found on the machine, for what no library here decodes: one process, pipes only, no shell.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { pcmDecoder } from "../codecs/pcm.ts";
import { type SampleDecoder, type Samples, SoundBreak } from "../codecs/sample-decoder.ts";

export interface FfmpegTask {
  readonly command: string;
  /** Always named: ffmpeg must never guess what a hostile file might be (a playlist, a list of files). */
  readonly demuxer: "aac" | "g722" | "g726" | "g729" | "asf" | "ogg";
  readonly channels: number;
  readonly sampleRateHz: number;
  /** What stands before each packet. */
  readonly header?: (packet: Uint8Array) => Uint8Array;
}

const stalledMs = 5_000;
/** Packets are small, and a write for each costs more than decoding it. */
const writeBytes = 65_536;

/** The ffmpeg to use, if there is one. */
export async function findFfmpeg(searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(delimiter)) {
    if (folder === "") continue;
    const command = join(folder, process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg");
    const runs = await access(command, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return command;
  }
  return undefined;
}

export async function ffmpegDecoder(task: FfmpegTask): Promise<SampleDecoder> {
  const child = spawn(task.command, commandLine(task), { stdio: "pipe", shell: false });
  return new FfmpegPipe(child, task).decoder();
}

function commandLine({ demuxer, channels, sampleRateHz }: FfmpegTask): string[] {
  const input = ["-protocol_whitelist", "pipe", "-f", demuxer, "-i", "pipe:0"];
  const output = [
    "-map",
    "0:a:0",
    "-ac",
    `${channels}`,
    "-ar",
    `${sampleRateHz}`,
    "-f",
    "s16le",
    "-flush_packets",
    "0",
    "pipe:1",
  ];
  return ["-nostdin", "-hide_banner", "-v", "error", ...input, "-vn", "-sn", "-dn", ...output];
}

/** Bytes go in as fast as they are taken; what came out meanwhile is handed on with the next call. */
class FfmpegPipe {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly task: FfmpegTask;
  private readonly samples: SampleDecoder;
  private in: Uint8Array[] = [];
  private inBytes = 0;
  private out: Uint8Array[] = [];
  private outBytes = 0;
  private complaint = "";
  private readonly closed: Promise<number | null>;

  constructor(child: ChildProcessWithoutNullStreams, task: FfmpegTask) {
    this.child = child;
    this.task = task;
    this.samples = pcmDecoder({ channels: task.channels, bytesPerSample: 2, kind: "signed" });
    child.stdout.on("data", (bytes: Uint8Array) => {
      this.out.push(bytes);
      this.outBytes += bytes.length;
    });
    child.stderr.on("data", (bytes: Uint8Array) => {
      if (this.complaint.length < 2_000) this.complaint += new TextDecoder().decode(bytes);
    });
    child.stdin.on("error", () => {});
    this.closed = new Promise((resolve) => {
      child.on("error", () => resolve(null)).on("close", (code) => resolve(code));
    });
  }

  decoder(): SampleDecoder {
    return {
      decode: async (bytes) => {
        const { header } = this.task;
        if (header !== undefined) this.hold(header(bytes));
        this.hold(bytes);
        if (this.inBytes >= writeBytes) await this.write();
        return this.take();
      },
      finish: () => this.finish(),
      close: () => {
        this.child.stdin.destroy();
        this.child.kill("SIGKILL");
      },
    };
  }

  private async *finish(): AsyncGenerator<Samples> {
    await this.write();
    this.child.stdin.end();
    const code = await this.inTime(this.closed);
    const samples = await this.take();
    if (code !== 0 && (samples[0]?.length ?? 0) === 0) throw new SoundBreak(this.problem());
    yield samples;
  }

  private hold(bytes: Uint8Array): void {
    this.in.push(bytes);
    this.inBytes += bytes.length;
  }

  private async write(): Promise<void> {
    const { stdin } = this.child;
    const bytes = Buffer.concat(this.in, this.inBytes);
    this.in = [];
    this.inBytes = 0;
    if (stdin.destroyed || stdin.write(bytes)) return;
    const drained = new Promise<void>((resolve) => {
      stdin.once("drain", resolve).once("close", resolve);
    });
    await this.inTime(drained);
  }

  private async inTime<T>(wanted: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new SoundBreak("ffmpeg stopped answering")), stalledMs);
    });
    return Promise.race([wanted, late]).finally(() => clearTimeout(timer));
  }

  /** Whole frames of what came out. */
  private take(): ReturnType<SampleDecoder["decode"]> {
    const bytes = this.out.length === 1 ? (this.out[0] ?? Buffer.alloc(0)) : Buffer.concat(this.out, this.outBytes);
    const whole = this.outBytes - (this.outBytes % (2 * this.task.channels));
    this.out = whole < this.outBytes ? [bytes.subarray(whole)] : [];
    this.outBytes -= whole;
    return this.samples.decode(bytes.subarray(0, whole));
  }

  private problem(): string {
    const [line] = this.complaint.trim().split("\n");
    return line === undefined || line === "" ? "ffmpeg could not decode it" : `ffmpeg says: ${line}`;
  }
}
