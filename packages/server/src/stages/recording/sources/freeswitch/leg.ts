// One leg of a call as FreeSWITCH writes it, in `xml_cdr` or `json_cdr`: the few variables that judging needs, decoded.
import { AppError } from "@tingheng/domain";
import { jsonDocumentsOf } from "../json-documents.ts";
import { unreadable } from "../row-reading.ts";
import { childOf, childrenOf, parseXml, type XmlElement, xmlText } from "../safe-xml.ts";
import type { Part, Reading } from "../telephone-system.ts";

/** Channel variables that are kept. Those that name other legs are keys. */
const linking =
  "uuid bridge_uuid call_uuid originating_leg_uuid signal_bond last_bridge_to cc_member_session_uuid".split(" ");
const telling =
  "direction sip_hangup_disposition hangup_cause start_uepoch progress_uepoch answer_uepoch end_uepoch hold_events hold_accum_seconds user_name sip_auth_username sip_gateway_name cc_side cc_queue cc_agent cc_member_uuid RECORD_STEREO RECORD_STEREO_SWAP record_name record_path recording_file cc_record_filename".split(
    " ",
  );

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const holdsShape = /^\{(\{\d+,\d*\},?)*\}$/;

export function readXmlLeg(text: string, name: string): Reading | AppError {
  const document = parseXml(text.replace(/^\uFEFF/, ""), name);
  if (document instanceof AppError) return document;
  const cdr = childOf(document, "cdr");
  const variables = childOf(cdr, "variables");
  if (cdr === undefined || variables === undefined)
    return unreadable(name, "<cdr> with <variables>", Object.keys(document).join(", "));
  const profile = childOf(childrenOf(childOf(cdr, "callflow"))[0], "caller_profile");
  return readingOf(
    (variable) => urlDecoded(xmlText(childrenOf(childOf(variables, variable))[0])),
    (field) => urlDecoded(xmlText(childOf(profile, field))),
    recordedBy(childrenOf(childOf(childOf(cdr, "app_log"), "application"))),
    `${name} cdr.variables`,
  );
}

const recordedBy = (applications: readonly XmlElement[]): string | undefined =>
  applications
    .filter((one) => xmlText(childOf(one, "@app_name")) === "record_session")
    .map((one) => urlDecoded(xmlText(childOf(one, "@app_data"))))[0];

export function readJsonLegs(text: string, name: string): Reading | AppError {
  const read = jsonDocumentsOf(text, name);
  if (read instanceof AppError) return read;
  const readings = read.documents.map(({ value, where }) => jsonLeg(value, where));
  const problems = readings.flatMap((reading) => (reading instanceof AppError ? [reading] : reading.problems));
  const parts = readings.flatMap((reading) => (reading instanceof AppError ? [] : reading.parts));
  return { parts, problems: [...read.problems, ...problems], otherRows: 0 };
}

function jsonLeg(value: unknown, where: string): Reading | AppError {
  const variables = inside(value, "variables");
  if (variables === undefined)
    return unreadable(`${where} $.variables`, "the variables of a leg", inside(value, "variables"));
  const callflow = inside(value, "callflow");
  const profile = inside(Array.isArray(callflow) ? callflow[0] : callflow, "caller_profile");
  const applications = inside(inside(value, "app_log"), "applications");
  const recorded = Array.isArray(applications)
    ? applications.find((one) => inside(one, "app_name") === "record_session")
    : undefined;
  return readingOf(
    (variable) => urlDecoded(inside(variables, variable)),
    (field) => urlDecoded(inside(profile, field)),
    urlDecoded(inside(recorded, "app_data")),
    `${where} $.variables`,
  );
}

function inside(value: unknown, field: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, field)) return undefined;
  return (value as Record<string, unknown>)[field];
}

/** Values are URL-encoded unless the module was told otherwise. */
function urlDecoded(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || value === "") return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

type Lookup = (name: string) => string | undefined;

function readingOf(variable: Lookup, profile: Lookup, recorded: string | undefined, where: string): Reading | AppError {
  const uuid = variable("uuid") ?? profile("uuid");
  if (uuid === undefined || !uuidShape.test(uuid)) return unreadable(`${where}.uuid`, "the leg's UUID", uuid);
  const said = [...linking, ...telling].map((name) => [name, variable(name)] as const);
  const facts = Object.fromEntries(
    [
      ...said,
      ["uuid", uuid],
      ["caller", profile("caller_id_number")],
      ["called", profile("destination_number")],
      ["recorded", recorded],
    ].filter(([, value]) => value !== undefined),
  );
  const problems: AppError[] = [];
  if (facts.hold_events !== undefined && !holdsShape.test(facts.hold_events.replace(/\s/g, ""))) {
    problems.push(unreadable(`${where}.hold_events`, "{{start,end},…} in microseconds", facts.hold_events));
    delete facts.hold_events;
  }
  const keys = linking.map((name) => facts[name]).filter((key) => key !== undefined && uuidShape.test(key));
  const part: Part = { partId: `leg ${uuid}`, keys: [...new Set([uuid, ...keys])], facts };
  return { parts: [part], problems, otherRows: 0 };
}
