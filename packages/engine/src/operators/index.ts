// The operators, one line each.
import type { OperatorDefinition } from "../operator.ts";
import { address } from "./address/index.ts";
import { calendar } from "./calendar/index.ts";
import { callLength } from "./call-length/index.ts";
import { consent } from "./consent/index.ts";
import { entity } from "./entity/index.ts";
import { field } from "./field/index.ts";
import { hangup } from "./hangup/index.ts";
import { hold } from "./hold/index.ts";
import { interruption } from "./interruption/index.ts";
import { loudness } from "./loudness/index.ts";
import { meaning } from "./meaning/index.ts";
import { modelQuestion } from "./model-question/index.ts";
import { numberList } from "./number-list/index.ts";
import { pattern } from "./pattern/index.ts";
import { phrase } from "./phrase/index.ts";
import { pitch } from "./pitch/index.ts";
import { promise } from "./promise/index.ts";
import { questionAgain } from "./question-again/index.ts";
import { readBack } from "./read-back/index.ts";
import { refusal } from "./refusal/index.ts";
import { repetition } from "./repetition/index.ts";
import { responseDelay } from "./response-delay/index.ts";
import { ring } from "./ring/index.ts";
import { satisfaction } from "./satisfaction/index.ts";
import { silence } from "./silence/index.ts";
import { similar } from "./similar/index.ts";
import { speaker } from "./speaker/index.ts";
import { speechRate } from "./speech-rate/index.ts";
import { talkRatio } from "./talk-ratio/index.ts";
import { tone } from "./tone/index.ts";
import { transfer } from "./transfer/index.ts";
import { turnCount } from "./turn-count/index.ts";
import { turnLength } from "./turn-length/index.ts";
import { wait } from "./wait/index.ts";

export const operators: readonly OperatorDefinition[] = [
  address,
  calendar,
  callLength,
  consent,
  entity,
  field,
  hangup,
  hold,
  interruption,
  loudness,
  meaning,
  modelQuestion,
  numberList,
  pattern,
  phrase,
  pitch,
  questionAgain,
  promise,
  readBack,
  repetition,
  refusal,
  responseDelay,
  ring,
  satisfaction,
  similar,
  silence,
  speaker,
  speechRate,
  talkRatio,
  tone,
  transfer,
  turnCount,
  turnLength,
  wait,
];
