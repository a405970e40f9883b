// A call is erased 删除: its rows at once, what lies outside the database by a job of the same transaction, and that it was erased is
// written down without saying anything of what it was.
import { type Actor, AppError } from "@tingheng/domain";
import { eraseCall, findCall, holdStateOf, type Runner } from "@tingheng/store";
import { announce } from "../events/announce.ts";
import type { Services } from "../services.ts";
import { erasureKey, purposes } from "./keyed-hashes.ts";
import { objectJobs } from "./shared-objects.ts";

/** @throws AppError `thing.not-found`, `call.held` */
export async function eraseOne(
  services: Services,
  within: Runner,
  actor: Actor,
  callId: string,
  why: { readonly cause: "due" | "person"; readonly reason?: string },
): Promise<void> {
  const held = await holdStateOf(within, callId);
  if (held === true) throw new AppError("call.held", { id: callId });
  const call = held === undefined ? undefined : await findCall(within, callId);
  if (call === undefined) throw new AppError("thing.not-found", { what: "call", id: callId });
  const { source, id } = call.record;
  const key = erasureKey(services.keyFor(purposes.erasures), source, id);
  const erasure = { callId, erasedAt: services.now(), cause: why.cause, erasedBy: actor.id };
  const objects = await eraseCall(within, erasure, key);
  await services.jobs.send(objectJobs(objects), within);
  await announce(services, within, [{ kind: "call.deleted", subject: callId, record: call.record }]);
  await services.audit(within, actor, "call.erased", { kind: "call", id: callId }, { ...why, objects: objects.length });
}
