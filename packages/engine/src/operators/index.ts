// The operators, one line each.
import type { OperatorDefinition } from "../operator.ts";
import { meaning } from "./meaning/index.ts";
import { phrase } from "./phrase/index.ts";

export const operators: readonly OperatorDefinition[] = [meaning, phrase];
