// Gives roles to the speakers of a transcript that has none.
import type { CallRecord, Standard, Turn } from "@tingheng/domain";
import { inferRoles } from "./infer-roles.ts";
import type { RolesFile } from "./role-model.ts";
import { splitTurn } from "./split-turns.ts";

/** The call itself where a role is known, or where nothing can be told. */
export function assignRoles(call: CallRecord, model: RolesFile, standards: readonly Standard[]): CallRecord {
  const { turns } = call;
  if (turns === undefined || turns.length === 0 || turns.some(hasRole)) return call;
  if (new Set(turns.flatMap(({ speakerLabel }) => speakerLabel ?? [])).size < 2) {
    const split = turns.flatMap((turn) => splitTurn(turn, model));
    return split.length === turns.length ? call : { ...call, turns: split };
  }
  const guess = inferRoles(call, model, standards);
  if (guess === undefined) return call;
  return {
    ...call,
    turns: turns.map((turn) => {
      const role = guess.roles[turn.speakerLabel ?? ""];
      if (role === undefined || role.speaker === "unknown") return turn;
      return { ...turn, speaker: role.speaker, speakerConfidence: (turn.speakerConfidence ?? 1) * role.confidence };
    }),
  };
}

const hasRole = ({ speaker }: Turn): boolean => speaker === "agent" || speaker === "customer";
