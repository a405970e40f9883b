// How far two answers to who speaks when say the same, whatever they call the voices.
import type { VoiceSegment } from "./voices.ts";

/** Share of the time in which both hear a single voice that is the same one under the best naming; 0.5 is chance. */
export function agreementOf(one: readonly VoiceSegment[], other: readonly VoiceSegment[]): number {
  const shared = new Map<string, Map<string, number>>();
  for (const a of one) {
    for (const b of other) {
      const both = Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs);
      if (both <= 0) continue;
      const row = shared.get(a.voice) ?? new Map<string, number>();
      shared.set(a.voice, row.set(b.voice, (row.get(b.voice) ?? 0) + both));
    }
  }
  const all = [...shared.values()].flatMap((row) => [...row.values()]).reduce((sum, part) => sum + part, 0);
  return all === 0 ? 0.5 : Math.max(0.5, bestNaming([...shared.values()], new Set()) / all);
}

function bestNaming([row, ...rest]: readonly ReadonlyMap<string, number>[], taken: ReadonlySet<string>): number {
  if (row === undefined) return 0;
  const without = bestNaming(rest, taken);
  const withOne = [...row]
    .filter(([name]) => !taken.has(name))
    .map(([name, part]) => part + bestNaming(rest, new Set([...taken, name])));
  return Math.max(without, ...withOne);
}
