// Who is the agent and who the customer 角色判断, from what the voices say: their wording, the standards' prescribed phrases, who
// speaks first. Sure ones only: the confidence goes into every turn, and rules below their limit answer "can't be judged".
import type { CallRecord, Speaker, Standard, Turn } from "@tingheng/domain";
import { hotWordsOf } from "../standard/hot-words.ts";
import { normalise } from "../text/normal-text.ts";
import { agentOdds, type RolesFile } from "./role-model.ts";

interface InferredRole {
  readonly speaker: Speaker;
  /** 0–1 that agent and customer are not the other way round. */
  readonly confidence: number;
}

export interface RoleGuess {
  /** By voice label. */
  readonly roles: Readonly<Record<string, InferredRole>>;
  readonly confidence: number;
}

/** Shorter prescribed pieces are said by everybody. */
const tellingLength = 4;
/** Nobody is made agent on the strength of less. */
const leastDifference = 0.5;
const leastCharacters = 10;

/** Undefined where there are not two voices that say anything. The labels are those of `speakerLabel`. */
export function inferRoles(
  call: CallRecord,
  model: RolesFile,
  standards: readonly Standard[] = [],
): RoleGuess | undefined {
  const prescribed = hotWordsOf(standards.map((one) => ({ ...one, names: [] }))).filter(
    ({ length }) => length >= tellingLength,
  );
  const said = new Map<string, number>();
  let characters = 0;
  for (const { speakerLabel, text } of call.turns ?? []) {
    if (speakerLabel === undefined) continue;
    const plain = normalise(text).text;
    characters += plain.length;
    const known = prescribed.some((phrase) => plain.includes(phrase)) ? model.prescribed : 0;
    said.set(speakerLabel, (said.get(speakerLabel) ?? 0) + agentOdds(text, model) + known);
  }
  const first = call.turns?.find(({ speakerLabel }) => speakerLabel !== undefined)?.speakerLabel;
  if (first !== undefined && (call.direction === "inbound" || call.direction === "outbound"))
    said.set(first, (said.get(first) ?? 0) + model.speaksFirst[call.direction]);
  const order = [...said].sort((a, b) => b[1] - a[1]);
  const [agent, customer] = [order[0], order.at(-1)];
  if (agent === undefined || customer === undefined || order.length < 2) return undefined;
  const difference = agent[1] - customer[1];
  const confidence =
    difference < leastDifference || characters < leastCharacters ? 0 : 1 / (1 + Math.exp(-model.slope * difference));
  const roles = Object.fromEntries(
    order.map(([label]): [string, InferredRole] => {
      const speaker = label === agent[0] ? "agent" : label === customer[0] ? "customer" : "unknown";
      return [label, { speaker, confidence }];
    }),
  );
  return { roles, confidence };
}

/** Agent and customer as the call says, and how sure it is from the words that it is the other way round. */
export function rolesLookSwapped(call: CallRecord, model: RolesFile, standards: readonly Standard[]): number {
  const labelled: Turn[] = (call.turns ?? []).filter(({ speaker }) => speaker === "agent" || speaker === "customer");
  const guess = inferRoles(
    { ...call, turns: labelled.map((turn) => ({ ...turn, speakerLabel: turn.speaker })) },
    model,
    standards,
  );
  return guess?.roles.agent?.speaker === "customer" ? guess.confidence : 0;
}
