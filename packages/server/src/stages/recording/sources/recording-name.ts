// What the name of a recording says of its call, by the operator's patterns and then the system's own.
import { AppError, type Direction } from "@tingheng/domain";
import { known, knownOrNothing } from "@tingheng/formats";
import type { CallDetail } from "./call-detail.ts";
import { clockOfName, matchName, type NameFields, parseNamePattern } from "./name-pattern.ts";
import { baseName, instantOfClock } from "./row-reading.ts";
import { isExtension, type SourceSettings } from "./source-settings.ts";
import type { TelephoneSystem } from "./telephone-system.ts";

/** The fields of a name; undefined where no pattern fits. Patterns that are none were refused with the settings. */
export function fieldsOfName(system: TelephoneSystem, uri: string, settings: SourceSettings): NameFields | undefined {
  const name = baseName(uri);
  for (const text of [...settings.namePatterns, ...system.namePatterns]) {
    const pattern = parseNamePattern(text);
    const fields = pattern instanceof AppError ? undefined : matchName(pattern, name);
    if (fields) return fields;
  }
  return undefined;
}

/** A call of which nothing is known but the name of its recording. */
export function detailOfName(system: TelephoneSystem, uri: string, settings: SourceSettings): CallDetail {
  const fields = fieldsOfName(system, uri, settings) ?? {};
  const id = fields.uniqueid ?? fields.id ?? stemOf(uri);
  const clock = clockOfName(fields);
  return {
    source: system.id,
    id,
    aliases: [...new Set([id, fields.uniqueid, fields.id].filter((one) => one !== undefined))],
    ...known({
      startedAt: clock && instantOfClock(clock, settings.utcOffset),
      queue: fields.queue,
      campaign: fields.campaign,
      trunk: knownOrNothing({ id: fields.trunk }),
    }),
    ...(system.callOfName ?? usualCallOf)(fields, settings),
    recording: { name: baseName(uri), ...(/^[a-z][a-z0-9+.-]*:\/\//i.test(uri) ? { uri } : {}) },
  };
}

/** `1772413995.100.wav` → `1772413995.100` */
export const stemOf = (uri: string): string => baseName(uri).replace(/\.[a-z0-9]{2,5}$/i, "");

const directions: Readonly<Record<string, Direction>> = {
  in: "inbound",
  inbound: "inbound",
  out: "outbound",
  outbound: "outbound",
  internal: "internal",
};

function usualCallOf(fields: NameFields, settings: SourceSettings): Partial<CallDetail> {
  const direction = directions[(fields.direction ?? fields.type ?? "").toLowerCase()];
  const customer =
    fields.customer ??
    { inbound: fields.caller, outbound: fields.called, internal: undefined }[direction ?? "internal"];
  const agent = fields.agent ?? fields.extension;
  return known({
    direction,
    callerNumber: fields.caller,
    calledNumber: fields.called,
    agent: knownOrNothing({ id: agent }),
    customer: customer && !isExtension(customer, settings) ? { number: customer } : undefined,
  });
}
