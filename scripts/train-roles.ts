// Teaches the difference between agent's and customer's wording from everything under meanings/ and standards/*/cases.yaml that
// says who speaks, and writes roles/model.json. Prints how well it does on calls it has not seen (bench/development; with
// `--real <folder>` also dialogues as JSON lines of { turns: [{ role, text }] }).
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CallRecord, Speaker } from "../packages/domain/src/index.ts";
import { inferRoles, parseDialogue, type RolesFile, SourceDocument } from "../packages/engine/src/index.ts";
import { learn } from "../packages/engine/src/meanings/learn.ts";
import { piecesOf } from "../packages/engine/src/roles/role-model.ts";

const root = join(import.meta.dirname, "..");

interface Said {
  readonly speaker: Speaker;
  readonly text: string;
}

/** A piece must be seen so often to be worth a weight. */
const seenAtLeast = 8;
const rounding = 1000;

const lessons: Said[] = [...fromMeanings(), ...fromCases()];
const model = taught(lessons);
const held = developmentCalls();
const calibrated = { ...model, slope: slopeFor(held, model) };
writeFileSync(join(root, "roles", "model.json"), `${JSON.stringify(calibrated)}\n`);
console.log(`${lessons.length} utterances, ${Object.keys(model.pieces).length} pieces, slope ${calibrated.slope}`);
report("bench/development", held, calibrated);
const real = process.argv.indexOf("--real");
if (real > 0) {
  for (const file of process.argv.slice(real + 1)) {
    const calls = readFileSync(file, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line): CallRecord => {
        const { id, turns } = JSON.parse(line) as { id: string; turns: { role: Speaker; text: string }[] };
        return { version: 1, id, source: "real", turns: turns.map(({ role, text }) => ({ speaker: role, text })) };
      });
    report(file, calls, calibrated);
  }
}

function taught(said: readonly Said[]): RolesFile {
  const counts = new Map<string, number>();
  const read = said.map(({ speaker, text }) => ({ agent: speaker === "agent", pieces: [...new Set(piecesOf(text))] }));
  for (const { pieces } of read) for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const known = [...counts]
    .filter(([, count]) => count >= seenAtLeast)
    .map(([piece]) => piece)
    .sort();
  const numbers = new Map(known.map((piece, index) => [piece, index]));
  const examples = read.map(({ agent, pieces }) => ({
    features: {
      own: Uint32Array.from(pieces.flatMap((piece) => numbers.get(piece) ?? [])),
      before: new Uint32Array(0),
    },
    is: agent,
    weight: 1,
  }));
  const weights = learn(examples, { rounds: 8, rate: 1, sparsity: 1.5, decay: 0.05, context: false });
  const pieces = Object.fromEntries(
    known.flatMap((piece, index) => {
      const weight = Math.round(rounding * (weights.own[index] ?? 0)) / rounding;
      return weight === 0 ? [] : [[piece, weight]];
    }),
  );
  return {
    version: 1,
    bias: weights.bias,
    pieces,
    prescribed: 3,
    speaksFirst: { inbound: 1.5, outbound: -0.5 },
    slope: 1,
  };
}

const yamlOf = (path: string): unknown => new SourceDocument({ name: path, text: readFileSync(path, "utf8") }).value;

type Example = string | { readonly text: string };
interface MeaningText {
  readonly speaker?: Speaker;
  readonly is?: readonly Example[];
  readonly not?: readonly Example[];
  readonly ordinary?: readonly Example[];
}

function* fromMeanings(): Generator<Said> {
  const textOf = (one: Example) => (typeof one === "string" ? one : one.text);
  const folder = join(root, "meanings");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".yaml"))) {
    const { speaker, is = [], not = [], ordinary = [] } = yamlOf(join(folder, name)) as MeaningText;
    if (speaker !== "agent" && speaker !== "customer") continue;
    for (const one of [...is, ...not, ...ordinary]) yield { speaker, text: textOf(one) };
  }
}

function* fromCases(): Generator<Said> {
  const folder = join(root, "standards");
  for (const id of readdirSync(folder)) {
    const path = join(folder, id, "cases.yaml");
    if (!existsSync(path)) continue;
    for (const dialogue of dialoguesIn(yamlOf(path))) {
      for (const { speaker, text } of parseDialogue(dialogue))
        if (speaker === "agent" || speaker === "customer") yield { speaker, text };
    }
  }
}

/** Every text of more than one line that names its speakers. */
function* dialoguesIn(value: unknown): Generator<string> {
  if (typeof value === "string") {
    if (/^(坐席|客户)[::]/mu.test(value)) yield value;
  } else if (value !== null && typeof value === "object")
    for (const one of Object.values(value)) yield* dialoguesIn(one);
}

function developmentCalls(): CallRecord[] {
  const folder = join(root, "bench", "development");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ndjson"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n").filter(Boolean))
    .map((line) => (JSON.parse(line) as { call: CallRecord }).call);
}

interface Answer {
  readonly right: boolean;
  readonly confidence: number;
}

/** The call with its speakers hidden behind labels that say nothing. */
function guessed(call: CallRecord, file: RolesFile, turns: number): Answer | undefined {
  const sides = (call.turns ?? [])
    .filter(({ speaker }) => speaker === "agent" || speaker === "customer")
    .slice(0, turns);
  const hidden = sides.map(({ speaker, text }) => ({
    speaker: "unknown" as const,
    speakerLabel: speaker === "agent" ? "b" : "a",
    text,
  }));
  const guess = inferRoles({ ...call, turns: hidden }, file);
  return guess === undefined ? undefined : { right: guess.roles.b?.speaker === "agent", confidence: guess.confidence };
}

/** The slope under which the answers' confidence is likeliest. */
function slopeFor(calls: readonly CallRecord[], file: RolesFile): number {
  const candidates = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8, 1];
  const loss = (slope: number) =>
    calls
      .flatMap((call) => [2, 4, 8, 100].flatMap((turns) => guessed(call, { ...file, slope }, turns) ?? []))
      .reduce((sum, { right, confidence }) => sum - Math.log(Math.max(0.001, right ? confidence : 1 - confidence)), 0);
  return candidates.reduce((best, slope) => (loss(slope) < loss(best) ? slope : best));
}

function report(name: string, calls: readonly CallRecord[], file: RolesFile): void {
  for (const turns of [2, 4, 8, 16, 1000]) {
    const answers = calls.flatMap((call) => guessed(call, file, turns) ?? []);
    const right = answers.filter((one) => one.right).length;
    const sure = answers.filter(({ confidence }) => confidence >= 0.7);
    const sureRight = sure.filter((one) => one.right).length;
    console.log(
      `${name}, first ${turns} turns: ${right}/${answers.length} right; of ${sure.length} sure ones ${sureRight}`,
    );
  }
}
