// Teaches the meanings from the examples under meanings/ and writes meanings/model.json; prints how well each is told apart
// on examples the learner had not seen. `--compare` tries the other approaches as well and writes nothing.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { compareApproaches } from "../packages/engine/src/meanings/compare.ts";
import { calibrated, crossValidated, limitsOf, qualityOf } from "../packages/engine/src/meanings/evaluate.ts";
import { lessonsFor, readLessons } from "../packages/engine/src/meanings/examples.ts";
import { learn, sigmoid } from "../packages/engine/src/meanings/learn.ts";
import { type LearntMeaning, packSide } from "../packages/engine/src/meanings/linear-model.ts";
import { wordClasses } from "../packages/engine/src/meanings/word-classes.ts";

const folder = new URL("../meanings/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const lessons = readLessons(
  names.map((name) => ({ name: `meanings/${name}`, text: readFileSync(new URL(name, folder), "utf8") })),
);

const words = wordClasses(lessons.words);

const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(8);

if (process.argv.includes("--compare")) {
  console.log(
    "approach                                 mean average precision   recall when sure   precision when sure",
  );
  for (const { approach, averagePrecision, recallSure, precisionSure } of compareApproaches(lessons)) {
    console.log(
      `${approach.padEnd(40)} ${averagePrecision.toFixed(3).padStart(22)} ${percent(recallSure).padStart(18)} ${percent(precisionSure).padStart(21)}`,
    );
  }
} else {
  console.log("meaning                      sure  unsure   recall  +unsure precision   others      AP");
  const learnt = lessons.meanings.map((meaning): LearntMeaning & { readonly speaker: string } => {
    const examples = lessonsFor(meaning, lessons, words);
    const judged = crossValidated(examples);
    const { slope, shift } = calibrated(judged);
    const probability = (logit: number) => sigmoid(slope * logit + shift);
    const limits = limitsOf(judged, probability);
    const quality = qualityOf(judged, probability, limits);
    const figures = [quality.recallSure, quality.recallUnsure, quality.precisionSure, quality.othersSure]
      .map(percent)
      .join(" ");
    console.log(
      `${meaning.id.padEnd(27)} ${limits.sure.toFixed(3)}  ${limits.unsure.toFixed(3)} ${figures}   ${quality.averagePrecision.toFixed(3)}`,
    );
    return { id: meaning.id, speaker: meaning.speaker, slope, shift, ...limits, weights: learn(examples) };
  });
  const side = (speaker: string) =>
    packSide(learnt.filter((one) => one.speaker === speaker).map(({ speaker: _, ...one }) => one));
  writeFileSync(
    new URL("model.json", folder),
    `${JSON.stringify({ version: 1, words: lessons.words, agent: side("agent"), customer: side("customer") })}\n`,
  );
  console.log(`${learnt.length} meanings written to meanings/model.json`);
}
