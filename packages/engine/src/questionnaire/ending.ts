// How a survey came to its end: closed, broken off by the other side, or not known.
import type { PreparedCall } from "../call/prepared-call.ts";
import { wholeCall } from "../scope.ts";
import type { Survey } from "./recognise.ts";
import { agentSays } from "./said-by.ts";
import type { SurveyCheck } from "./survey-check.ts";

export type Ending = "closed" | "brokenOff" | "unknown";

/** Closed where the agent says the closing words or hangs up; broken off where the rest is excused, or somebody else hangs up. */
export function endingOf(call: PreparedCall, survey: Survey, { excused, ended, reliability }: SurveyCheck): Ending {
  const excuse = excused?.detect(call, wholeCall(call, excused.by)).state ?? "no";
  if (excuse === "yes") return "brokenOff";
  const own = survey.parts === undefined ? [] : [survey.parts.closing];
  const closing = agentSays(own, ended, reliability).detect(call, afterQuestions(call, survey)).state;
  const by = call.call.hangup?.by;
  if (excuse === "unknown") return "unknown";
  if (closing === "yes" || by === "agent") return "closed";
  return by === "customer" || by === "system" ? "brokenOff" : "unknown";
}

/** From behind the last question to the end of the call. */
export function afterQuestions(call: PreparedCall, survey: Survey) {
  const last = survey.asked.at(-1);
  return { ...wholeCall(call, "agent"), firstTurn: last?.turn ?? 0, firstChar: last?.to ?? 0 };
}
