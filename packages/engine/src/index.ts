export * from "./cases/dialogue.ts";
export * from "./cases/run-cases.ts";
export * from "./judge/judge.ts";
export { MeaningsFile, meaningModels } from "./meanings/linear-model.ts";
export * from "./model-answers.ts";
export type { HolidayCalendar, OperatorDefinition } from "./operator.ts";
export { holidayCalendar } from "./operators/calendar/holiday-calendar.ts";
export { operators } from "./operators/index.ts";
export * from "./standard/read-standard.ts";
