// FreePBX and Issabel: recordings named by the dialplan, the table `cdr` of asteriskcdrdb as CSV, and Asterisk's own queue_log and CEL.
import { known } from "@tingheng/formats";
import { callOfAsterisk } from "../asterisk-records/call.ts";
import { asteriskFiles, readAsteriskFile } from "../asterisk-records/side-files.ts";
import type { CallDetail } from "../call-detail.ts";
import type { NameFields } from "../name-pattern.ts";
import { isExtension, type SourceSettings } from "../source-settings.ts";
import type { TelephoneSystem } from "../telephone-system.ts";

export const freepbx: TelephoneSystem = {
  id: "freepbx",
  title: { zh: "FreePBX / Issabel", en: "FreePBX / Issabel" },
  sideFiles: asteriskFiles,
  namePatterns: ["{type}-{called}-{caller}-{date:YYYYMMDD}-{time:HHMMSS}-{uniqueid}.{ext}"],
  callOfName,
  read: readAsteriskFile,
  callOf: (parts, settings) => callOfAsterisk("freepbx", parts, settings),
};

/**
 * `external-201-13800000001-…`, `out-13800000001-201-…`, `q-600-13800000001-…`, `internal-202-201-…`. The order of `force` is not
 * the same everywhere, so of it only the length of the numbers tells which side is whose, and never the direction.
 */
function callOfName({ type, called, caller }: NameFields, settings: SourceSettings): Partial<CallDetail> {
  const inside = [called, caller].filter((number) => isExtension(number, settings));
  const outside = [called, caller].filter((number) => !isExtension(number, settings));
  const isForced = type === "force" || type === "ondemand" || type === "on";
  const isQueue = type === "q" || type === "rg";
  const direction = (
    { out: "outbound", external: "inbound", internal: "internal" } as Readonly<Record<string, CallDetail["direction"]>>
  )[type ?? ""];
  const agent = inside.length === 1 && !isQueue ? inside[0] : undefined;
  return known({
    direction,
    callerNumber: isForced ? undefined : caller,
    calledNumber: isForced ? undefined : called,
    agent: agent === undefined ? undefined : { id: agent },
    customer: outside.length === 1 && outside[0] !== undefined ? { number: outside[0] } : undefined,
  });
}
