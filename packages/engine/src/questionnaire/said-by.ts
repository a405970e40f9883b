// Phrases of a questionnaire as a condition, like those of a standard.
import type { PreparedCall } from "../call/prepared-call.ts";
import { wordConfidence } from "../call/word-confidence.ts";
import { absent, type Detection, detection, either, type Hit } from "../detection.ts";
import type { Expression } from "../expression/expression.ts";
import type { RegisteredPhrases, Reliability } from "../operator.ts";
import { holds, type Scope, spokenBy } from "../scope.ts";

/** Found where the agent says one of the phrases, or where one of the other conditions holds. */
export function agentSays(
  phrases: readonly RegisteredPhrases[],
  others: readonly Expression[],
  reliability: Reliability,
): Expression {
  return {
    by: "agent",
    detect: (call, scope) =>
      either([
        ...phrases.map((one) => said(call, scope, one, reliability)),
        ...others.map((one) => one.detect(call, { ...scope, by: one.by })),
      ]),
  };
}

function said(call: PreparedCall, scope: Scope, phrases: RegisteredPhrases, reliability: Reliability): Detection {
  const found = phrases.hits(call);
  if (found.length === 0) return absent;
  const hits: Hit[] = [];
  const maybe: Hit[] = [];
  for (const { turn: index, from, to } of found) {
    const turn = call.turns[index];
    if (turn === undefined || !holds(scope, turn, from, to)) continue;
    const trust = spokenBy(turn, "agent", reliability.speaker);
    if (trust === "no") continue;
    const heard = wordConfidence(turn.source, from, to) >= reliability.words;
    (trust === "sure" && heard ? hits : maybe).push({ turn: index, from, to });
  }
  return detection(hits, maybe);
}
