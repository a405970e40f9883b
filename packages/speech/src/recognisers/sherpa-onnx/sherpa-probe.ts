// Tries a model for the first time, in a process of its own: what is wrong with its files ends this process, not the caller's.
import { readFileSync } from "node:fs";
import { AppError } from "@tingheng/domain";
import { hearingWithSherpa, type SherpaParts } from "./hearing-with-sherpa.ts";
import { addonMissing } from "./prove.ts";

try {
  const parts = JSON.parse(readFileSync(0, "utf8")) as SherpaParts;
  const hear = await hearingWithSherpa({ ...parts, verbose: true });
  const chunk = { channel: 0, startMs: 0, sampleRateHz: 16_000, samples: new Int16Array(16_000) };
  hear({ chunk, language: "", hotWords: [] });
} catch (error) {
  process.stderr.write(error instanceof AppError ? (error.details.problem ?? "") : String(error));
  process.exitCode = error instanceof AppError ? addonMissing : 1;
}
