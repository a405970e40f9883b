// A recording that lies in a watched folder: whose call it is is settled and kept first, so that what is told of the call meanwhile finds it.
import { AppError, type CallRecord } from "@tingheng/domain";
import {
  dropRecording,
  findCallNamed,
  type IntakeCall,
  intakeCallsNamed,
  keepIntakeCall,
  lockIntake,
} from "@tingheng/store";
import type { Services } from "../services.ts";
import type { CallDetail } from "../stages/recording/sources/call-detail.ts";
import { joinFiles, namesOfRecording } from "../stages/recording/sources/join-files.ts";
import { fieldsOfName, stemOf } from "../stages/recording/sources/recording-name.ts";
import { recordOf, shortName } from "./accept-parts.ts";
import { noteProblems } from "./note-problems.ts";
import { type TakenFile, takeFile } from "./take-file.ts";
import type { TelephoneLine } from "./telephone-line.ts";

interface Settled {
  readonly externalId: string;
  /** What the name of the file says, where nothing else is known. */
  readonly known: Partial<CallRecord>;
  readonly problems: readonly AppError[];
}

/** @param uri its path from the watched folder, or its key in the bucket */
export async function takeRecordingFile(
  services: Services,
  line: TelephoneLine,
  { path, uri }: { readonly path: string; readonly uri: string },
): Promise<TakenFile> {
  const { source } = line;
  const { kysely } = services.database;
  const settled = await services.database.transaction(async (trx) => {
    await lockIntake(trx, source);
    const names = namesOfRecording(line.system, uri, line.settings).map(shortName);
    const own = ownCallOf(line, uri);
    const named = await intakeCallsNamed(trx, source, [...names, own.externalId]);
    const whose = settle(line, uri, named, own);
    if (whose instanceof AppError || whose === "known") return whose;
    const call = { externalId: whose.externalId, recording: uri };
    await keepIntakeCall(trx, source, call, [whose.externalId, ...names], services.now());
    return whose;
  });
  if (settled === "known") return { label: uri, calls: [], problems: [] };
  const problems = settled instanceof AppError ? [settled] : settled.problems;
  await noteProblems(services, { source, name: uri }, problems);
  const noted = problems.map((error) => ({ where: uri, error }));
  if (settled instanceof AppError) return { label: uri, calls: [], problems: noted };
  const { externalId, known } = settled;
  const kept = await findCallNamed(kysely, source, externalId);
  const address = kept?.record.recording?.uri;
  const taken = await takeFile(services, {
    path,
    label: uri,
    source,
    known: {
      ...known,
      id: externalId,
      ...(address === undefined ? {} : { recording: { ...known.recording, uri: address } }),
    },
    ...(kept?.metadataAt === undefined ? {} : { metadataAt: kept.metadataAt }),
  });
  if (taken.calls.length === 0) await dropRecording(kysely, source, { externalId, recording: uri });
  return { ...taken, problems: [...taken.problems, ...noted] };
}

function ownCallOf({ system, settings, ...line }: TelephoneLine, uri: string): Settled {
  const [alone] = joinFiles(system, [], [{ uri }], settings).alone;
  if (alone === undefined) throw new Error("a recording without calls is alone");
  const fields = fieldsOfName(system, uri, settings);
  const id = shortName(fields?.uniqueid ?? fields?.id ?? uri.replace(/\.[a-z0-9]{2,5}$/iu, ""));
  const { version: _, ...known } = recordOf(
    { system, settings, ...line },
    { ...alone.detail, id },
    { externalId: id, hasRecording: true },
  );
  return { externalId: id, known, problems: [] };
}

/** @returns "known" where it is the recording of its call in another encoding */
function settle(
  { system, settings }: TelephoneLine,
  uri: string,
  named: readonly IntakeCall[],
  own: Settled,
): Settled | AppError | "known" {
  const again = named.find(({ recording }) => recording === uri);
  if (again !== undefined) return { externalId: again.externalId, known: {}, problems: [] };
  const byDetail = new Map(
    named.flatMap((call) => (call.detail === undefined ? [] : [[call.detail as CallDetail, call] as const])),
  );
  const { joined, problems } = joinFiles(system, [...byDetail.keys()], [{ uri }], settings);
  const detail = joined[0]?.detail;
  const call = (detail && byDetail.get(detail)) ?? named.find(({ externalId }) => externalId === own.externalId);
  if (call?.recording !== undefined) {
    if (stemOf(call.recording) === stemOf(uri)) return "known";
    return new AppError("input.malformed", {
      where: uri,
      expected: `the only recording of ${call.externalId}`,
      found: `another one beside ${call.recording}`,
    });
  }
  if (call !== undefined && call.detail !== undefined) return { externalId: call.externalId, known: {}, problems };
  return { ...own, problems };
}
