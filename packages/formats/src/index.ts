export type { Format, Input, JudgedCall, Parsed, ReadOptions, RenderOptions, Sample, Source } from "./format.ts";
export { findFormat, formats } from "./formats.ts";
export { detectFormat, readCalls } from "./read-calls.ts";
export { renderCalls } from "./render-calls.ts";
export { withRoles } from "./roles.ts";
export { openSource } from "./source.ts";
