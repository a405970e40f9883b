// What tests of the whole engine run on: a judge of all shipped standards, and the calls that may be looked at.
import { readdirSync, readFileSync } from "node:fs";
import { type CallRecord, parseCallRecord, Questionnaire } from "@tingheng/domain";
import { parse } from "yaml";
import { MeaningsFile, meaningModels } from "../meanings/linear-model.ts";
import { holidayCalendar } from "../operators/calendar/holiday-calendar.ts";
import { createJudge, type Judge, type JudgeParts } from "./judge.ts";

const root = new URL("../../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const namesIn = (folder: string) => readdirSync(new URL(folder, root)).sort();

const foldersIn = (folder: string) => namesIn(folder).filter((name) => !name.includes("."));

const parts: JudgeParts = {
  standards: foldersIn("standards/").map((name) => ({ name, text: read(`standards/${name}/standard.yaml`) })),
  meanings: meaningModels(MeaningsFile.parse(JSON.parse(read("meanings/model.json")))),
  questionnaires: foldersIn("questionnaires/").map((name) =>
    Questionnaire.parse(parse(read(`questionnaires/${name}/questionnaire.yaml`))),
  ),
  holidays: holidayCalendar(read("calendars/china.txt")),
};

/** Compiled afresh, from what was read once. */
export const shippedJudge = (): Judge => createJudge(parts);

/** The development set and the shipped samples that are call records. */
export function knownCalls(): CallRecord[] {
  const recordsIn = (folder: string, call: (line: string) => unknown) =>
    namesIn(folder)
      .filter((name) => name.endsWith(".ndjson"))
      .flatMap((name) => read(`${folder}${name}`).trim().split("\n"))
      .map((line, index) => parseCallRecord(call(line), `${folder} ${index}`));
  return [
    ...recordsIn("bench/development/", (line) => (JSON.parse(line) as { call: unknown }).call),
    ...recordsIn("samples/", (line) => JSON.parse(line)),
  ];
}
