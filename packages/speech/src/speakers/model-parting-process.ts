// The process in which the models tell voices apart: 16-bit samples come in, segments go out as JSON on the last line.
import { loadSherpa } from "../native/sherpa.ts";
import { modelHz } from "../recognisers/sound-at.ts";
import type { VoiceModels } from "./model-parting.ts";

/** A call has two voices, and says less in a breath than the runtime takes for a turn by default. */
const voices = 2;
const shortestSeconds = 0.2;
const pauseSeconds = 0.3;

const { segmentation, embedding } = JSON.parse(process.argv[2] ?? "{}") as VoiceModels;
const pieces: Buffer[] = [];
for await (const piece of process.stdin) pieces.push(piece as Buffer);
const bytes = Buffer.concat(pieces);
const samples = Float32Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(2 * at) / 32_768);
const sherpa = await loadSherpa();
const diarisation = new sherpa.OfflineSpeakerDiarization({
  segmentation: { pyannote: { model: segmentation }, numThreads: 1, provider: "cpu" },
  embedding: { model: embedding, numThreads: 1, provider: "cpu" },
  clustering: { numClusters: voices },
  minDurationOn: shortestSeconds,
  minDurationOff: pauseSeconds,
});
if (diarisation.sampleRate !== modelHz) throw new Error(`the model wants ${diarisation.sampleRate} Hz`);
process.stdout.write(`\n${JSON.stringify(diarisation.process(samples))}\n`);
