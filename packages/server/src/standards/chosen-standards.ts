// Which versions an export takes along, and which of them stand for their standard.
import { AppError, type Day, versionsNear, versionsOn } from "@tingheng/domain";
import type { KeptStandard } from "@tingheng/store";

export interface StandardChoice {
  /** inForce: one version of each, that of today · published: also those of other days · all: drafts and retired ones too */
  readonly which: "inForce" | "published" | "all";
  /** Ids of standards and questionnaires; all where none is named. */
  readonly names: readonly string[];
  /** Ids of versions: exactly these. */
  readonly versions: readonly string[];
}

/**
 * Those that are in force first, then the newest. Questionnaires that chosen standards go by come along.
 * @param all with the newest first
 * @throws AppError `thing.not-found` where something that is named is not there
 */
export function chosenStandards(
  all: readonly KeptStandard[],
  { which, names, versions }: StandardChoice,
  today: Day,
): readonly KeptStandard[] {
  const ofKind = (kind: KeptStandard["kind"]) =>
    all.flatMap((one) => {
      const publishedAt = one.published?.at.toISOString();
      return one.kind === kind && publishedAt !== undefined ? [{ ...one, publishedAt }] : [];
    });
  const gone = versionsNear(today, ofKind("questionnaire"));
  const inForce = new Set([...versionsOn(today, ofKind("standard")), ...gone].map(({ id }) => id));
  const isWanted = {
    inForce: ({ id }: KeptStandard) => inForce.has(id),
    published: ({ state }: KeptStandard) => state === "published",
    all: () => true,
  }[which];
  requireThere("standard", names, new Set(all.map(({ standard }) => standard)));
  requireThere("standard version", versions, new Set(all.map(({ id }) => id)));
  const chosen = all.filter((one) =>
    versions.length > 0
      ? versions.includes(one.id)
      : isWanted(one) && (names.length === 0 || names.includes(one.standard)),
  );
  const used = new Set(chosen.flatMap(({ uses }) => uses));
  const there = new Set(chosen.filter(({ kind }) => kind === "questionnaire").map(({ standard }) => standard));
  const along = new Set(gone.filter(({ standard }) => used.has(standard) && !there.has(standard)).map(({ id }) => id));
  const taken = all.filter((one) => chosen.includes(one) || along.has(one.id));
  return [...taken.filter(({ id }) => inForce.has(id)), ...taken.filter(({ id }) => !inForce.has(id))];
}

function requireThere(what: string, wanted: readonly string[], known: ReadonlySet<string>): void {
  const missing = wanted.filter((one) => !known.has(one));
  if (missing.length > 0) throw new AppError("thing.not-found", { what, id: missing.join(", ") });
}
