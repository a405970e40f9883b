// Which version of each stored questionnaire standards go by on a day.
import { type Day, versionsNear } from "@tingheng/domain";
import type { StandardsInForce } from "@tingheng/store";
import type { NamedVersion } from "../judging/judge-messages.ts";

/** By the questionnaires' ids. */
export function questionnairesOn(
  day: Day,
  { versions }: Pick<StandardsInForce, "versions">,
): ReadonlyMap<string, NamedVersion> {
  const published = versions.filter(({ kind }) => kind === "questionnaire");
  return new Map(
    versionsNear(day, published).map(({ standard, version, sha256 }) => [standard, { id: standard, version, sha256 }]),
  );
}
