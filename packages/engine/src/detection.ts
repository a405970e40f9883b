// What looking for something in a call finds: yes with hits, no, or unknown with the fields that were missed.
// Three-valued throughout (Kleene): an unknown never turns into a fault.
import type { FieldMeasure, MeasureName } from "@tingheng/domain";

/** One place in a call. Character spans are UTF-16 units of the turn's own text, `to` exclusive. */
export interface Hit {
  readonly turn?: number;
  readonly from?: number;
  readonly to?: number;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly measure?: MeasureName | FieldMeasure;
  readonly value?: number | string | boolean;
  readonly threshold?: number | string | boolean;
  /** The kind of thing found, for counting by kinds. */
  readonly kind?: string;
  /** How sure, 0–1, where the finder can tell. */
  readonly confidence?: number;
}

export type Truth = "yes" | "no" | "unknown";

export interface Detection {
  readonly state: Truth;
  /** Found for sure. */
  readonly hits: readonly Hit[];
  /** Seen, but by a shaky speaker, in poor text, or with a score between the thresholds. */
  readonly maybe: readonly Hit[];
  /** Fields of the call record without which it could not be told. */
  readonly missing: readonly string[];
}

const nothing: readonly never[] = [];

export const absent: Detection = { state: "no", hits: nothing, maybe: nothing, missing: nothing };
export const present: Detection = { state: "yes", hits: nothing, maybe: nothing, missing: nothing };

/** Can't be told, because these fields are missing. */
export function missingFields(...missing: string[]): Detection {
  return { state: "unknown", hits: nothing, maybe: nothing, missing };
}

/** Sure hits make it yes; otherwise unsure hits or missing fields make it unknown. */
export function detection(
  hits: readonly Hit[],
  maybe: readonly Hit[] = nothing,
  missing: readonly string[] = nothing,
): Detection {
  if (hits.length > 0) return { state: "yes", hits, maybe, missing };
  if (maybe.length > 0 || missing.length > 0) return { state: "unknown", hits, maybe, missing };
  return absent;
}

/** Found only where there are so many places; unsure ones may make it unknown. */
export function atLeastTimes(times: number, hits: readonly Hit[], maybe: readonly Hit[]): Detection {
  if (hits.length >= times) return detection(hits, maybe);
  return hits.length + maybe.length >= times ? detection([], [...hits, ...maybe]) : absent;
}

/** All must be so; hits are those of every part. */
export function both(parts: readonly Detection[]): Detection {
  let sure = true;
  let only: Detection = present;
  let telling = 0;
  for (const part of parts) {
    if (part.state === "no") return absent;
    if (part === present) continue;
    sure &&= part.state === "yes";
    only = part;
    telling += 1;
  }
  const all = telling < 2 ? alone(only) : merged("yes", parts);
  return sure ? all : demoted(all);
}

/** One at least must be so; hits are those of every part. */
export function either(parts: readonly Detection[]): Detection {
  let state: Truth = "no";
  let only: Detection | undefined;
  let telling = 0;
  for (const part of parts) {
    if (part.state === "no") continue;
    only = part;
    telling += 1;
    if (state !== "yes") state = part.state;
  }
  if (only === undefined) return absent;
  return telling === 1 ? alone(only) : merged(state, parts);
}

/** What one part alone has found; a field is missing once, however often it was missed. */
export function alone(part: Detection): Detection {
  return part.missing.length < 2 ? part : merged(part.state, [part]);
}

/** Turns yes and no round; what is found by its absence has no place to point at. */
export function negated(part: Detection): Detection {
  if (part.state === "yes") return absent;
  return part.state === "no" ? present : { ...part, hits: nothing };
}

/** The same finding, but no longer sure. */
export function demoted(part: Detection): Detection {
  if (part.state === "no") return absent;
  if (part.state === "unknown" && part.hits.length === 0) return part;
  const maybe = part.maybe.length === 0 ? part.hits : [...part.hits, ...part.maybe];
  return { state: "unknown", hits: nothing, maybe, missing: part.missing };
}

function merged(state: Truth, parts: readonly Detection[]): Detection {
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  const missing: string[] = [];
  for (const part of parts) {
    for (const hit of part.hits) hits.push(hit);
    for (const hit of part.maybe) maybe.push(hit);
    for (const field of part.missing) if (!missing.includes(field)) missing.push(field);
  }
  return { state, hits, maybe, missing };
}

/** The earliest hit by turn and character. */
export function firstOf(hits: readonly Hit[]): Hit | undefined {
  let best: Hit | undefined;
  for (const hit of hits) {
    if (best === undefined || ((hit.turn ?? 0) - (best.turn ?? 0) || (hit.from ?? 0) - (best.from ?? 0)) < 0)
      best = hit;
  }
  return best;
}
