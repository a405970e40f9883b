// FreeSWITCH: one file for each leg, from mod_xml_cdr or mod_json_cdr. Legs are joined by the UUIDs that they name.
import type { TelephoneSystem } from "../telephone-system.ts";
import { callOfLegs } from "./call.ts";
import { readJsonLegs, readXmlLeg } from "./leg.ts";

const nameOf = (ending: string) => new RegExp(`(\\.cdr\\.${ending}|^(a_)?[0-9a-f]{8}-[0-9a-f-]{27}\\.${ending})$`, "i");
const xmlName = nameOf("xml");
const jsonName = nameOf("json");

export const freeswitch: TelephoneSystem = {
  id: "freeswitch",
  title: { zh: "FreeSWITCH", en: "FreeSWITCH" },
  sideFiles: [
    { kind: "xml-cdr", title: { zh: "XML 话单", en: "XML detail records" }, matches: (name) => xmlName.test(name) },
    { kind: "json-cdr", title: { zh: "JSON 话单", en: "JSON detail records" }, matches: (name) => jsonName.test(name) },
  ],
  namePatterns: ["{date:YYYY-MM-DD}-{time:HH-MM-SS}_{called}_{caller}.{ext}", "{uniqueid}.{ext}"],
  read: (text, name) => (/^\uFEFF?\s*</.test(text) ? readXmlLeg(text, name) : readJsonLegs(text, name)),
  callOf: callOfLegs,
};
