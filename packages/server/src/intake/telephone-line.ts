// A telephone system as it is connected here: whose calls they are, how they are read, who is on which channel.
import { AppError } from "@tingheng/domain";
import { SourceSettings } from "../stages/recording/sources/source-settings.ts";
import { findTelephoneSystem } from "../stages/recording/sources/systems.ts";
import type { TelephoneSystem } from "../stages/recording/sources/telephone-system.ts";
import type { Watch } from "./watch-settings.ts";

export interface TelephoneLine {
  readonly system: TelephoneSystem;
  readonly source: string;
  readonly settings: SourceSettings;
  readonly channels: Watch["channels"];
}

export function lineOfWatch({ system: id, source, settings, pattern, channels }: Watch): TelephoneLine {
  const system = findTelephoneSystem(id);
  if (system === undefined) throw new Error(`the settings let the unknown system ${id} through`);
  const namePatterns = pattern === undefined ? settings.namePatterns : [pattern, ...settings.namePatterns];
  return { system, source: source ?? id, settings: { ...settings, namePatterns }, channels };
}

/**
 * The line that records pushed over HTTP belong to: the watch that is named, or the only source of that system.
 * @throws AppError `thing.not-found`, `request.invalid` where there are several
 */
export function lineOfPush(watches: readonly Watch[], systemId: string, name: string | undefined): TelephoneLine {
  const system = findTelephoneSystem(systemId);
  if (system === undefined) throw new AppError("thing.not-found", { what: "telephone system", id: systemId });
  const ofSystem = watches.filter((watch) => watch.system === systemId && (name ?? watch.name) === watch.name);
  const [first] = ofSystem;
  if (first === undefined && name !== undefined) throw new AppError("thing.not-found", { what: "watch", id: name });
  if (first === undefined) return { system, source: system.id, settings: SourceSettings.parse({}), channels: {} };
  const sources = new Set(ofSystem.map(({ source }) => source ?? systemId));
  if (sources.size > 1) {
    const expected = `one of ${ofSystem.map((watch) => watch.name).join(", ")}`;
    throw new AppError("request.invalid", { where: "query.watch", expected, found: "" });
  }
  return lineOfWatch(first);
}
