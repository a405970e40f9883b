// What a thread needs that judges: packing and unpacking rows, without a database.
export { pairsOf } from "./calls/words.ts";
export { type PackedJudgement, packJudgement } from "./judgements/packed-judgement.ts";
export { packJson, unpackJson } from "./packed-json.ts";
