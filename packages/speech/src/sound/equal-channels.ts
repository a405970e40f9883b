// False stereo 假立体声: one call written into both channels, maybe at another level or with the noise of a lossy codec.
import type { SoundBlock } from "./sound-block.ts";

/** Windows of a tenth of a second are short enough to see that only one side of a true call speaks. */
const windowsPerSecond = 10;
/** Mean square of about −60 dBFS: below it, line noise decides. */
const quietPower = 33 * 33;
/** The share of a window's power that one channel can't explain in the other: −17 dB, above the noise of any call codec. */
const mostUnexplained = 0.02;
/** Of the windows in which anything is heard. Two people on two channels agree by crosstalk in a few at most. */
const mostDiffering = 0.02;
/** Half a second of sound at the least, or nothing is said. */
const fewestWindows = 5;
/** The level between the channels may not move by more than this factor of amplitude (2 dB). */
const steadyGain = 1.26;

/** Watches the blocks of a recording go by. */
export class EqualChannels {
  private readonly windowFrames: number;
  private heard = 0;
  private differing = 0;
  private readonly gains: number[] = [];

  constructor(sampleRateHz: number) {
    this.windowFrames = Math.max(1, Math.round(sampleRateHz / windowsPerSecond));
  }

  watch(block: SoundBlock): void {
    const [left, right] = block.channels;
    if (left === undefined || right === undefined || block.channels.length !== 2) return;
    // A difference that is common stays common: after enough of it nothing needs to be looked at any more.
    if (this.differing > 50 && this.differing > this.heard * mostDiffering * 10) return;
    for (let from = 0; from + this.windowFrames <= left.length; from += this.windowFrames) {
      this.compare(left, right, from, from + this.windowFrames);
    }
  }

  get equal(): boolean {
    if (this.heard < fewestWindows || this.differing > this.heard * mostDiffering) return false;
    const sorted = this.gains.toSorted((a, b) => a - b);
    const middle = sorted[sorted.length >> 1] ?? 1;
    const strays = sorted.filter((gain) => gain > middle * steadyGain || gain * steadyGain < middle).length;
    return strays <= sorted.length * mostDiffering;
  }

  private compare(left: Int16Array, right: Int16Array, from: number, to: number): void {
    let sumLeft = 0;
    let sumRight = 0;
    let leftLeft = 0;
    let rightRight = 0;
    let leftRight = 0;
    for (let at = from; at < to; at += 1) {
      const a = left[at] ?? 0;
      const b = right[at] ?? 0;
      sumLeft += a;
      sumRight += b;
      leftLeft += a * a;
      rightRight += b * b;
      leftRight += a * b;
    }
    const count = to - from;
    const powerLeft = leftLeft - (sumLeft * sumLeft) / count;
    const powerRight = rightRight - (sumRight * sumRight) / count;
    const common = leftRight - (sumLeft * sumRight) / count;
    if (Math.max(powerLeft, powerRight) < quietPower * count) return;
    this.heard += 1;
    const explained = powerLeft > 0 && powerRight > 0 ? (common * Math.abs(common)) / (powerLeft * powerRight) : 0;
    if (1 - Math.abs(explained) > mostUnexplained) this.differing += 1;
    else if (this.gains.length < 4_096) this.gains.push(Math.sqrt(powerRight / powerLeft));
  }
}
