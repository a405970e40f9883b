// Every promised figure, printed by one command: `npm run bench`, or some of them: `npm run bench -- judge labelled`.
import { join } from "node:path";
import { ownData } from "../packages/knowledge/src/index.ts";
import { measureAgreement } from "./agreement.ts";
import { measureAudit } from "./audit.ts";
import { measureCallsList } from "./calls-list.ts";
import { measureCrash } from "./crash.ts";
import { measureDecoding } from "./decode.ts";
import { measureDiarisation } from "./diarisation.ts";
import { measureDrain } from "./drain.ts";
import { measureHostile } from "./hostile.ts";
import { measureIngest } from "./ingest.ts";
import { measureJudging } from "./judge.ts";
import { measureLabelled } from "./labelled.ts";
import { measureMeasures } from "./measures.ts";
import { measureObjects } from "./objects.ts";
import { measurePhrases } from "./phrases.ts";
import { measureRecogniser } from "./recogniser.ts";
import { measureStream } from "./stream.ts";
import { measureTextLibraries } from "./text-libraries.ts";
import { measureTiming } from "./timing.ts";
import { measureVoiceActivity } from "./voice-activity.ts";

const promisedCalls = 1_000_000;
const usualCalls = 50_000;

const wanted = process.argv.slice(2);
const named = wanted.filter((one) => !one.startsWith("--"));

const benches: Readonly<Record<string, () => void | Promise<void>>> = {
  "text-libraries": measureTextLibraries,
  phrases: measurePhrases,
  judge: () => measureJudging(),
  measures: measureMeasures,
  decode: () => measureDecoding(),
  timing: () => measureTiming(),
  agreement: measureAgreement,
  diarisation: measureDiarisation,
  "voice-activity": measureVoiceActivity,
  recogniser: measureRecogniser,
  labelled: () => measureLabelled(join(ownData, "bench", "labelled"), false),
  objects: measureObjects,
  crash: () => measureCrash(wanted.includes("--full") ? 200 : 10),
  ingest: () => measureIngest(wanted.includes("--full") ? 600 : 30),
  drain: () => measureDrain(wanted.includes("--full") ? 10_000 : 2_000),
  calls: () => measureCallsList(wanted.includes("--full") ? promisedCalls : usualCalls),
  audit: measureAudit,
  hostile: measureHostile,
  stream: () => measureStream(wanted.includes("--full") ? promisedCalls : usualCalls),
};

const unknown = named.filter((name) => !(name in benches));
if (unknown.length > 0) throw new Error(`no bench ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}`);
for (const [name, run] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`\n== ${name}`);
  await run();
}
