// Is the channel map right? Turns that say who speaks, and channels in which somebody does, must agree.
import type { Speaker, Turn } from "@tingheng/domain";
import type { Span } from "../measure/sound-measures.ts";
import { coveredMs, lengthMs } from "./spans.ts";

export type LaneCheck = "right" | "swapped" | "unsure";

/** Turns worth so much time are needed for an answer, and one reading must be this much better than the other. */
const leastMs = 3_000;
const clearly = 1.5;

/**
 * Compares the turns of agent and customer with the speech in their lanes.
 * @param lanes speech by channel; @param map whose each channel is said to be
 */
export function checkLanes(
  turns: readonly Turn[],
  lanes: readonly (readonly Span[])[],
  map: readonly Speaker[],
): LaneCheck {
  const lane = (speaker: Speaker): readonly Span[] => lanes[map.indexOf(speaker)] ?? [];
  let asSaid = 0;
  let swapped = 0;
  let total = 0;
  for (const { speaker, startMs, endMs } of turns) {
    if (startMs === undefined || endMs === undefined || (speaker !== "agent" && speaker !== "customer")) continue;
    const span = { startMs, endMs };
    total += lengthMs(span);
    asSaid += coveredMs(span, lane(speaker));
    swapped += coveredMs(span, lane(speaker === "agent" ? "customer" : "agent"));
  }
  if (total < leastMs) return "unsure";
  if (asSaid > clearly * swapped) return "right";
  return swapped > clearly * asSaid ? "swapped" : "unsure";
}
