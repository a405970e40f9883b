// A call as somebody may see it: within their scope, or not there at all.
import { type Actor, AppError, inScope } from "@tingheng/domain";
import { callsOf, findCall, type KeptCall, type ListedCall, listedCalls, type Runner } from "@tingheng/store";

/** @throws AppError `thing.not-found` also where the call lies outside the scope, so that nobody learns of it */
export async function seenCall(runner: Runner, { scope }: Actor, id: string): Promise<KeptCall> {
  const call = await findCall(runner, id);
  if (call === undefined || !inScope(scope, placeOf(call))) throw noSuchCall(id);
  return call;
}

/** The same, held until the transaction ends. */
export async function seenCallHeld(transaction: Runner, { scope }: Actor, id: string): Promise<KeptCall> {
  const [call] = await callsOf(transaction, [id], true);
  if (call === undefined || !inScope(scope, placeOf(call))) throw noSuchCall(id);
  return call;
}

/** What lists show of it. */
export async function seenSummary(runner: Runner, { scope }: Actor, id: string): Promise<ListedCall> {
  const [call] = await listedCalls(runner, [id]);
  if (call === undefined || !inScope(scope, call)) throw noSuchCall(id);
  return call;
}

export function noSuchCall(id: string): AppError {
  return new AppError("thing.not-found", { what: "call", id });
}

function placeOf({ record: { agent } }: KeptCall) {
  return { agentId: agent?.id, team: agent?.team };
}
