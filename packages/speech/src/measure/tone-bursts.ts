// Pure tones 单音 as they come: stretches in which one or two steady frequencies hold nearly all the power.
import { binCount, binHz } from "./spectrum.ts";

export interface ToneBurst {
  /** Frames from `from` until before `to`. */
  readonly from: number;
  readonly to: number;
  readonly lowHz: number;
  /** The second frequency, where there are two further apart than the spectrum's blur. */
  readonly highHz?: number;
}

export interface ToneMeter {
  take(power: Float32Array | undefined): void;
  done(): ToneBurst[];
}

const lowestBin = 4;
/** A pure tone blurs into so many bins on either side, two tones 40 Hz apart as well. */
const blur = 3;
const leastShare = 0.88;
/** A second tone is at most 12 dB under the first. */
const leastSecond = 0.06;
const steadyHz = 14;
/** A gap of one frame may come from a lost packet. */
const shortestFrames = 4;

interface Heard {
  readonly lowHz: number;
  readonly highHz: number | undefined;
}

export function toneMeter(): ToneMeter {
  const bursts: ToneBurst[] = [];
  let frame = 0;
  let open: { from: number; to: number; low: number; high: number; count: number } | undefined;
  const close = () => {
    if (open !== undefined && open.to - open.from >= shortestFrames) {
      const { from, to, low, high, count } = open;
      bursts.push({ from, to, lowHz: low / count, ...(high === 0 ? {} : { highHz: high / count }) });
    }
    open = undefined;
  };
  return {
    take(power) {
      const heard = power === undefined ? undefined : heardIn(power);
      if (open !== undefined && frame - open.to > 1) close();
      if (heard !== undefined) {
        if (open !== undefined && !isSame(open, heard)) close();
        open ??= { from: frame, to: frame, low: 0, high: 0, count: 0 };
        open.to = frame + 1;
        open.low += heard.lowHz;
        open.high += heard.highHz ?? 0;
        open.count++;
      }
      frame++;
    },
    done() {
      close();
      return bursts;
    },
  };
}

function isSame({ low, high, count }: { low: number; high: number; count: number }, { lowHz, highHz }: Heard): boolean {
  if ((highHz === undefined) !== (high === 0)) return false;
  return Math.abs(low / count - lowHz) < steadyHz && Math.abs(high / count - (highHz ?? 0)) < steadyHz;
}

function heardIn(power: Float32Array): Heard | undefined {
  let total = 0;
  let first = lowestBin;
  for (let bin = lowestBin; bin < binCount; bin++) {
    const value = power[bin] ?? 0;
    total += value;
    if (value > (power[first] ?? 0)) first = bin;
  }
  if (total <= 0 || lump(power, first) < total * 0.4) return undefined;
  let second = -1;
  for (let bin = lowestBin; bin < binCount; bin++) {
    if (Math.abs(bin - first) <= blur) continue;
    if (second < 0 || (power[bin] ?? 0) > (power[second] ?? 0)) second = bin;
  }
  const [firstPower, secondPower] = [lump(power, first), lump(power, second, first)];
  const two = secondPower > firstPower * leastSecond;
  if (firstPower + (two ? secondPower : 0) < total * leastShare) return undefined;
  const [one, other] = [middleHz(power, first), two ? middleHz(power, second, first) : undefined];
  if (other === undefined) return { lowHz: one, highHz: undefined };
  return { lowHz: Math.min(one, other), highHz: Math.max(one, other) };
}

function lump(power: Float32Array, bin: number, but = -100): number {
  let sum = 0;
  for (let at = bin - blur; at <= bin + blur; at++) if (Math.abs(at - but) > blur) sum += power[at] ?? 0;
  return sum;
}

function middleHz(power: Float32Array, bin: number, but = -100): number {
  let [sum, weighted] = [0, 0];
  for (let at = Math.max(0, bin - blur); at <= bin + blur; at++) {
    if (Math.abs(at - but) <= blur) continue;
    sum += power[at] ?? 0;
    weighted += at * (power[at] ?? 0);
  }
  return (weighted / sum) * binHz;
}
