// Asterisk without a distribution around it: CDR and CEL as CSV, queue_log, and AMI events for those who keep them.
import { callOfAsterisk } from "../asterisk-records/call.ts";
import { asteriskFiles, readAsteriskFile } from "../asterisk-records/side-files.ts";
import type { TelephoneSystem } from "../telephone-system.ts";

export const asterisk: TelephoneSystem = {
  id: "asterisk",
  title: { zh: "Asterisk", en: "Asterisk" },
  sideFiles: asteriskFiles,
  namePatterns: ["{uniqueid}.{ext}"],
  read: readAsteriskFile,
  callOf: (parts, settings) => callOfAsterisk("asterisk", parts, settings),
};
