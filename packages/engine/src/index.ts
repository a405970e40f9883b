export * from "./judge/judge.ts";
export * from "./model-answers.ts";
export * from "./standard/read-standard.ts";
