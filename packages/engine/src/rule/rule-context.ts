// What compiling a rule may use beside what an expression may.
import type { Questionnaire } from "@tingheng/domain";
import type { ExpressionContext } from "../expression/expression-context.ts";
import type { RegisteredPhrases } from "../operator.ts";
import type { PhraseOptions } from "../text/phrase-set-builder.ts";
import type { Shield } from "./shield.ts";

export interface RuleContext extends ExpressionContext {
  readonly clause: string;
  readonly shield: Shield;
  /** The callback questionnaires that this standard works with. */
  readonly questionnaires: readonly Questionnaire[];
  phrases(texts: readonly string[], options?: PhraseOptions): RegisteredPhrases;
  /** Below this share of surely recognised words, nothing can be said to be missing (0–1). */
  readonly wordReliability: number;
}
