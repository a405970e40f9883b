export * from "./call-record.ts";
export * from "./errors.ts";
export * from "./judgement.ts";
export * from "./parse.ts";
export * from "./sound.ts";
export * from "./speaker.ts";
export * from "./time.ts";
