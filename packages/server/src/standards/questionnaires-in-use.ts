// Standards in force never lose the questionnaires that they go by.
import { AppError, type Day, dayAfter, firstGap, type Period } from "@tingheng/domain";
import type { KeptStandard, StandardsInForce } from "@tingheng/store";

type Published = Pick<StandardsInForce, "versions">;

/** @throws AppError `standard.lacks-questionnaire` where one of those that it names is not in force throughout `validity` */
export function requireQuestionnaires(
  { standard, version, uses }: Pick<KeptStandard, "standard" | "version" | "uses">,
  validity: Period,
  { versions }: Published,
): void {
  const lacking = uses.flatMap((id) => {
    const published = versions.filter((one) => one.kind === "questionnaire" && one.standard === id);
    const day = firstGap(
      validity,
      published.map((one) => one.validity),
    );
    return day === undefined ? [] : [{ id, day }];
  });
  const day = lacking.map((one) => one.day).sort()[0];
  if (day === undefined) return;
  const questionnaires = lacking.map(({ id }) => id).join(", ");
  throw new AppError("standard.lacks-questionnaire", { id: standard, version, questionnaires, day });
}

/** @throws AppError `questionnaire.in-use` where a standard would go by no version of it after its last day */
export function requireUnused(
  { standard, version }: Pick<KeptStandard, "standard" | "version">,
  lastDay: Day,
  { versions }: Published,
): void {
  const left = versions.filter(
    (one) => one.kind === "questionnaire" && one.standard === standard && one.version !== version,
  );
  const after = dayAfter(lastDay);
  const users = versions.filter(({ kind, uses, validity: { from, to } }) => {
    if (kind !== "standard" || !uses.includes(standard)) return false;
    const rest = { from: from !== undefined && from > after ? from : after, to };
    return (
      firstGap(
        rest,
        left.map(({ validity }) => validity),
      ) !== undefined
    );
  });
  if (users.length === 0) return;
  const standards = users.map((one) => `${one.standard} ${one.version}`).join(", ");
  throw new AppError("questionnaire.in-use", { id: standard, day: lastDay, standards });
}
