// A condition, compiled.
import type { Detector } from "../operator.ts";
import type { By } from "../scope.ts";

/** A compiled expression: it carries its own idea of whose turns it means. */
export interface Expression {
  /** Looks in the whole call, or in the part that a rule is concerned with. */
  readonly detect: Detector;
  /** Whose turns its head looks at. */
  readonly by: By;
  /** How many operators are asked at most: of several conditions that must all hold, the small ones are asked first. */
  readonly size?: number;
}
