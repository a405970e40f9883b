// Precision and recall on calls that were labelled by hand and kept apart. `npm run bench labelled` measures the held-out set;
// `… labelled bench/development --misses` shows every difference on the set that may be looked at.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CallRecord, type Outcome, parseCallRecord } from "../packages/domain/src/index.ts";
import { createJudge, type Judge } from "../packages/engine/src/index.ts";
import { judgeParts, ownData } from "../packages/knowledge/src/index.ts";

interface Labelled {
  readonly id: string;
  readonly kind: string;
  readonly standards: readonly string[];
  readonly call: CallRecord;
  readonly labels: Readonly<
    Record<
      string,
      {
        readonly outcome: Outcome;
        readonly turns?: readonly number[];
        readonly note?: string;
        readonly kinds?: readonly string[];
      }
    >
  >;
}

interface Tally {
  right: number;
  wrong: number;
  missed: number;
  /** Broken by the label, undetermined by the machine: neither a fault nor a pass, but a person will look. */
  handedOver: number;
  /** Undetermined although nothing is broken. */
  askedInVain: number;
}

const fresh = (): Tally => ({ right: 0, wrong: 0, missed: 0, handedOver: 0, askedInVain: 0 });

/** By what a clause is judged; undefined where only a person or a language model can. */
function judgedBy(judge: Judge, standard: string, clause: string): "words and time" | "meaning too" | undefined {
  const by = judge.standards.find(({ id }) => id === standard)?.clauses.find(({ id }) => id === clause)?.by ?? [];
  if (!by.some((one) => one === "T" || one === "S" || one === "M")) return undefined;
  return by.includes("L") ? "meaning too" : "words and time";
}

function readLabelled(folder: string): Labelled[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ndjson"))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Labelled)
    .map((one) => ({ ...one, call: parseCallRecord(one.call, one.id) }));
}

export function measureLabelled(folder: string, showMisses: boolean, only?: string): void {
  const judge = createJudge(judgeParts(ownData));
  const known = new Set(judge.standards.map(({ id }) => id));
  const all = fresh();
  const groups = new Map<string, Tally>();
  const clauses = new Map<string, Tally>();
  let beside = 0;
  const calls = readLabelled(folder);
  for (const one of calls) {
    const standards = one.standards.filter((id) => known.has(id) && (only === undefined || id === only));
    for (const judgement of judge.judge(one.call, { only: standards })) {
      for (const { id, outcome, reason, evidence } of judgement.clauses) {
        const by = judgedBy(judge, judgement.standard.id, id);
        if (by === undefined) continue;
        const label = one.labels[id];
        const tallies = [
          all,
          tallyOf(groups, `kind ${one.kind}`),
          tallyOf(groups, `judged by ${by}`),
          tallyOf(groups, judgement.standard.id),
          tallyOf(clauses, `${judgement.standard.id} ${id}`),
        ];
        const difference = count(tallies, label?.outcome === "violated", outcome);
        if (difference === "wrong" && evidence.some(({ turn }) => isFaulty(one, turn))) beside += 1;
        if (showMisses && difference !== undefined) {
          const turn = evidence[0]?.turn ?? label?.turns?.[0];
          console.log(
            `${difference.padEnd(9)} ${one.id} ${id}  ${reason}  ${label?.note ?? ""}  #${turn ?? "-"} ${turn === undefined ? "" : (one.call.turns?.[turn]?.text ?? "")}`,
          );
        }
      }
    }
  }
  console.log(`\n${calls.length} labelled calls of ${folder}`);
  console.log(
    "                                        precision      recall   right  wrong  missed  handed over  asked in vain",
  );
  for (const [name, tally] of [...clauses].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (tally.right + tally.wrong + tally.missed + tally.handedOver > 0) print(name, tally);
  console.log("");
  for (const [name, tally] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) print(name, tally);
  print("all clauses that a machine judges", all);
  console.log(
    `of the ${all.wrong} wrong ones ${beside} point at a turn in which the labels see another clause broken; the others at nothing that is marked`,
  );
  console.log(
    `95 % intervals (Wilson): precision ${interval(all.right, all.right + all.wrong)}, recall ${interval(all.right, all.right + all.missed + all.handedOver)}`,
  );
}

/** Whether the labels find fault with this turn, under whichever clause. */
function isFaulty({ labels }: Labelled, turn: number | undefined): boolean {
  if (turn === undefined) return false;
  return Object.values(labels).some(({ outcome, turns }) => outcome === "violated" && turns?.includes(turn) === true);
}

function count(tallies: readonly Tally[], broken: boolean, outcome: Outcome): string | undefined {
  const key = broken
    ? outcome === "violated"
      ? "right"
      : outcome === "undetermined"
        ? "handedOver"
        : "missed"
    : outcome === "violated"
      ? "wrong"
      : outcome === "undetermined"
        ? "askedInVain"
        : undefined;
  if (key === undefined) return undefined;
  for (const tally of tallies) tally[key] += 1;
  return key === "right" || key === "askedInVain" ? undefined : key;
}

function tallyOf(map: Map<string, Tally>, name: string): Tally {
  const known = map.get(name) ?? fresh();
  map.set(name, known);
  return known;
}

function print(name: string, { right, wrong, missed, handedOver, askedInVain }: Tally): void {
  const share = (part: number, whole: number) => (whole === 0 ? "–" : (part / whole).toFixed(3)).padStart(10);
  console.log(
    `${name.padEnd(38)} ${share(right, right + wrong)} ${share(right, right + missed + handedOver)} ${String(right).padStart(8)} ${String(wrong).padStart(6)} ${String(missed).padStart(7)} ${String(handedOver).padStart(12)} ${String(askedInVain).padStart(14)}`,
  );
}

function interval(part: number, whole: number): string {
  if (whole === 0) return "–";
  const z = 1.96;
  const p = part / whole;
  const middle = (p + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const half = (z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole))) / (1 + (z * z) / whole);
  return `${(middle - half).toFixed(3)}–${(middle + half).toFixed(3)}`;
}

if (import.meta.main) {
  const [folder = "bench/labelled", ...flags] = process.argv.slice(2);
  measureLabelled(
    folder,
    flags.includes("--misses"),
    flags.find((flag) => !flag.startsWith("--")),
  );
}
