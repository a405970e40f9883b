// Which standards of the store judge a call, and the questionnaires that these go by. What is in force is read again when the database says that it has changed, and that
// is asked every second at most, so that a publication reaches every worker within seconds.
import { dayOfCall, standardsFor } from "@tingheng/domain";
import {
  currentStandards,
  type Database,
  type PublishedStandard,
  type StandardsInForce,
  standardsChange,
  standardText,
} from "@tingheng/store";
import type { StandardsFor } from "../services.ts";
import { dayOf } from "./day.ts";
import { questionnairesOn } from "./questionnaires-on.ts";

const freshMs = 1_000;
/** Versions that are judged by at the same time; a text is some hundred thousand characters. */
const mostTexts = 64;

export function storedStandards({
  database: { kysely },
  now,
}: {
  readonly database: Pick<Database, "kysely">;
  readonly now: () => Date;
}): StandardsFor {
  let known: { readonly current: StandardsInForce; readonly judging: readonly PublishedStandard[] } | undefined;
  let askedMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  const texts = new Map<string, string>();

  const read = async () => {
    const startedMs = now().getTime();
    if (known === undefined || (await standardsChange(kysely)) !== known.current.change) {
      const current = await currentStandards(kysely);
      known = { current, judging: current.versions.filter(({ kind }) => kind === "standard") };
    }
    askedMs = startedMs;
  };
  const inForce = async () => {
    if (known === undefined || Math.abs(now().getTime() - askedMs) >= freshMs) {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      await reading;
    }
    if (known === undefined) throw new Error("the standards in force could not be read");
    return known;
  };

  return {
    async forCall(record) {
      const { current, judging } = await inForce();
      const today = dayOf(now());
      const found = standardsFor(record, today, { versions: judging, assignments: current.assignments });
      const questionnaires = questionnairesOn(dayOfCall(record, today), current);
      return found.map(({ standard, version, sha256, uses }) => ({
        ...{ id: standard, version, sha256 },
        questionnaires: uses.flatMap((id) => questionnaires.get(id) ?? []),
      }));
    },
    async text(sha256) {
      const cached = texts.get(sha256);
      if (cached !== undefined) return cached;
      const found = await standardText(kysely, sha256);
      if (found === undefined) throw new Error(`no standard has the text ${sha256}`);
      const oldest = texts.keys().next().value;
      if (texts.size >= mostTexts && oldest !== undefined) texts.delete(oldest);
      texts.set(sha256, found.body);
      return found.body;
    },
  };
}
