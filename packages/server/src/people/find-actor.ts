// Who asks: a machine by the key it sends, or a person by the cookie of their session.
import type { FindActor } from "../http/app.ts";
import type { Services } from "../services.ts";
import { actorOfKey } from "./keys.ts";
import { findVisit, visitor } from "./sessions.ts";

/** A key that isn't valid is refused; a session that isn't is nobody's, so that its browser can log in again. */
export function findActorIn(services: Services): FindActor {
  return async (request, how) => {
    const authorization = request.headers.get("authorization");
    if (authorization !== null) return actorOfKey(services, authorization);
    const visit = await findVisit(services, request, how);
    return visit && visitor(visit);
  };
}
