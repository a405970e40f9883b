// Stored answers of a language model, by question. The engine never asks: it reads what was asked before,
// and says which questions it would need. A quotation that does not stand in the call makes an answer void.

export interface ModelQuestion {
  readonly key: string;
  readonly question: string;
}

export interface ModelAnswer {
  readonly key: string;
  readonly verdict: "yes" | "no" | "unsure";
  /** Quotations with the turn in which they are said. */
  readonly quotes: readonly { readonly turn: number; readonly text: string }[];
  readonly model: string;
  readonly promptVersion: string;
}

export type ModelAnswers = ReadonlyMap<string, ModelAnswer>;

/** Whoever can answer questions about a call: a language model's adapter, or a recorded double of one. */
export interface ModelPort {
  ask(conversation: string, questions: readonly ModelQuestion[]): Promise<readonly ModelAnswer[]>;
}
