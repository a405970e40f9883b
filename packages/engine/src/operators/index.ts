// The operators, one line each.
import type { OperatorDefinition } from "../operator.ts";
import { entity } from "./entity/index.ts";
import { meaning } from "./meaning/index.ts";
import { modelQuestion } from "./model-question/index.ts";
import { pattern } from "./pattern/index.ts";
import { phrase } from "./phrase/index.ts";
import { promise } from "./promise/index.ts";
import { readBack } from "./read-back/index.ts";

export const operators: readonly OperatorDefinition[] = [
  entity,
  meaning,
  modelQuestion,
  pattern,
  phrase,
  promise,
  readBack,
];
