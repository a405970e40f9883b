// Which of the calls that share a name with a detail is its call, and which turn out to be the same one.
import { AppError } from "@tingheng/domain";
import type { IntakeCall } from "@tingheng/store";
import type { CallDetail } from "../stages/recording/sources/call-detail.ts";

interface Choice {
  readonly known: IntakeCall | undefined;
  /** Calls without a recording that are this call too. */
  readonly others: readonly IntakeCall[];
  readonly problem: AppError | undefined;
}

/** One that shares only a file's name with the detail, and was told as another call, is another call. */
export function theCallAmong(named: readonly IntakeCall[], detail: CallDetail): Choice {
  const aliases = new Set([...detail.aliases, detail.id]);
  const isSure = ({ externalId, detail: told }: IntakeCall) =>
    aliases.has(externalId) || (told as CallDetail | undefined)?.aliases.some((alias) => aliases.has(alias)) === true;
  const sure = named.filter(isSure);
  const maybe = named.filter((call) => call.detail === undefined && call.recording !== undefined && !isSure(call));
  const recorded = sure.filter(({ recording }) => recording !== undefined);
  const [onlyMaybe, ...more] = maybe;
  const byName = recorded.length === 0 && more.length === 0 ? onlyMaybe : undefined;
  const known = recorded[0] ?? byName ?? sure[0];
  const isUnclear = recorded.length > 1 || (recorded.length === 0 && more.length > 0);
  return {
    known,
    others: sure.filter((call) => call !== known && call.recording === undefined && call.detail !== undefined),
    problem: isUnclear ? severalRecordings(detail, [...recorded, ...maybe]) : undefined,
  };
}

function severalRecordings({ id }: CallDetail, calls: readonly IntakeCall[]): AppError {
  const found = calls.map(({ recording }) => recording).join(", ");
  return new AppError("input.malformed", {
    where: id,
    expected: "one recording of this call",
    found: found.slice(0, 200),
  });
}
