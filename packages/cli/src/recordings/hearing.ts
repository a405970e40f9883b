// How recordings are listened to: settings that can be sent to a worker, and the recogniser they name.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { AppError, type Speaker, type Turn } from "@tingheng/domain";
import { readCalls } from "@tingheng/formats";
import {
  commandRecogniser,
  funAsrRecogniser,
  openAiRecogniser,
  type ReadTurn,
  type Recogniser,
  sherpaRecogniser,
} from "@tingheng/speech";

export interface Hearing {
  /** `sherpa-onnx:<folder>`, `openai:<address>#<model>`, `funasr:<address>`, `command:<template>`; the first installed model without it. */
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
 * @throws AppError `usage`, `model.unknown` */
export function recogniserOf({ recogniser, models, key }: Hearing): Recogniser | undefined {
  if (recogniser === undefined) {
    const installed = installedModel(models);
    return installed === undefined ? undefined : sherpaRecogniser({ modelFolder: installed });
  }
  const kind = recogniserKinds.find((one) => recogniser.startsWith(`${one}:`));
  const rest = recogniser.slice((kind?.length ?? 0) + 1);
  if (kind === "sherpa-onnx") return sherpaRecogniser({ modelFolder: existsSync(rest) ? rest : join(models, rest) });
  if (kind === "funasr") return funAsrRecogniser({ url: rest });
  if (kind === "command") return commandRecogniser({ command: rest, readTurns });
  if (kind === "openai") {
    const [baseUrl = "", model = "whisper-1"] = rest.split("#");
    return openAiRecogniser({ baseUrl, model, ...(key === undefined ? {} : { apiKey: key }) });
  }
  throw new AppError("usage", { problem: `--recogniser ${recogniser}: ${recogniserKinds.join(" | ")}` });
}

let shared: { readonly of: Hearing; readonly recogniser: Recogniser | undefined } | undefined;

/** One for all recordings of a run: loading a model takes longer than a call. */
export function sharedRecogniser(hearing: Hearing): Recogniser | undefined {
  if (shared?.of !== hearing) shared = { of: hearing, recogniser: recogniserOf(hearing) };
  return shared.recogniser;
}

/** A folder of `models` that holds tokens. */
function installedModel(models: string): string | undefined {
  if (!existsSync(models)) return undefined;
  const folders = readdirSync(models, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(models, name))
    .sort();
  return folders.find((folder) => readdirSync(folder).some((file) => file.endsWith("tokens.txt")));
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
