export * from "./cases/dialogue.ts";
export * from "./cases/run-cases.ts";
export * from "./judge/judge.ts";
export * from "./model-answers.ts";
export * from "./standard/read-standard.ts";
