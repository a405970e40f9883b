// How recordings are listened to: settings that can be sent to a worker, and the recogniser they name.
import { existsSync } from "node:fs";
import { AppError, type Speaker, type Turn } from "@tingheng/domain";
import { readCalls } from "@tingheng/formats";
import {
  commandRecogniser,
  funAsrRecogniser,
  installedModels,
  installedNamed,
  openAiRecogniser,
  type ReadTurn,
  type Recogniser,
  sherpaRecogniser,
} from "@tingheng/speech";

export interface Hearing {
  /** `sherpa-onnx:<folder or installed model>`, `openai:<address>#<model>`, `funasr:<address>`, `command:<template>`; the first installed model without it. */
  readonly recogniser?: string;
  /** Where models are installed. */
  readonly models: string;
  readonly key?: string;
  readonly language?: string;
  /** Folders in which ffmpeg may lie, for what nothing else decodes. */
  readonly ffmpegPath?: string;
  /** Headerless sound: `alaw:8000:1`. */
  readonly raw?: string;
  /** Numbers that belong to a person are taken out of text and sound before anything else sees them. */
  readonly hidePrivate: boolean;
  /** Agent and customer change places. */
  readonly swap: boolean;
  readonly roles: Readonly<Record<string, Speaker>>;
}

const recogniserKinds = ["sherpa-onnx", "openai", "funasr", "command"] as const;

/** Undefined where none is named and none is installed.
 * @throws AppError `usage`, `model.unknown`, `model.not-installed` */
export function recogniserOf({ recogniser, models, key }: Hearing): Recogniser | undefined {
  if (recogniser === undefined) {
    const installed = installedModels(models).find(({ kind }) => kind === "recogniser");
    return installed === undefined ? undefined : inProcess(installed.path, models);
  }
  const kind = recogniserKinds.find((one) => recogniser.startsWith(`${one}:`));
  const rest = recogniser.slice((kind?.length ?? 0) + 1);
  if (kind === "sherpa-onnx") return inProcess(existsSync(rest) ? rest : installedNamed(models, rest).path, models);
  if (kind === "funasr") return funAsrRecogniser({ url: rest });
  if (kind === "command") return commandRecogniser({ command: rest, readTurns });
  if (kind === "openai") {
    const [baseUrl = "", model = "whisper-1"] = rest.split("#");
    return openAiRecogniser({ baseUrl, model, ...(key === undefined ? {} : { apiKey: key }) });
  }
  throw new AppError("usage", { problem: `--recogniser ${recogniser}: ${recogniserKinds.join(" | ")}` });
}

/** With the punctuation model that is installed, for a model that gives none. */
function inProcess(modelFolder: string, models: string): Recogniser {
  const punctuation = installedModels(models).find(({ kind }) => kind === "punctuation");
  return sherpaRecogniser({
    modelFolder,
    ...(punctuation === undefined ? {} : { punctuationFolder: punctuation.path }),
  });
}

let shared: { readonly of: Hearing; readonly recogniser: Recogniser | undefined } | undefined;

/** One for all recordings of a run: loading a model takes longer than a call. */
export function sharedRecogniser(hearing: Hearing): Recogniser | undefined {
  if (shared?.of !== hearing) shared = { of: hearing, recogniser: recogniserOf(hearing) };
  return shared.recogniser;
}

async function readTurns(name: string, bytes: Uint8Array): Promise<readonly ReadTurn[]> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const turns: Turn[] = [];
  for await (const item of readCalls({ name, bytes: once() })) {
    if (!item.ok) throw item.error;
    turns.push(...(item.call.turns ?? []));
  }
  return turns.map(({ text, words, confidence, startMs, endMs }) => ({
    text,
    startMs,
    endMs,
    ...(words === undefined ? {} : { words }),
    ...(confidence === undefined ? {} : { confidence }),
  }));
}
