// What the commands on speech models do.
import { existsSync, readFileSync } from "node:fs";
import { unreadable } from "@tingheng/knowledge/files";
import {
  addFromFolder,
  addFromServer,
  type Catalogue,
  type CheckedBy,
  type FileState,
  installedModels,
  installedNamed,
  type ModelKind,
  modelNamed,
  parseCatalogue,
  removeModel,
  shippedCatalogue,
  verifyModel,
} from "@tingheng/speech";
import { type Cli, exits } from "../cli.ts";
import type { Sentence } from "../language.ts";

interface Where {
  readonly models: string;
  readonly catalogue?: string;
}

export interface AddOptions {
  readonly mirror?: string;
  readonly link?: boolean;
}

const kinds: Readonly<Record<ModelKind, Sentence>> = {
  recogniser: { zh: "语音识别", en: "recognition" },
  punctuation: { zh: "标点", en: "punctuation" },
  segmentation: { zh: "说话人分段", en: "segmentation" },
  speaker: { zh: "声纹", en: "speakers" },
};

export function list({ models, catalogue }: Where, cli: Cli): void {
  const there = installedModels(models);
  const known = catalogueIn(catalogue).models;
  cli.print(`${cli.say({ zh: "可安装", en: "can be added" })}\n`);
  for (const { id, kind, title, licence } of known)
    cli.print(`  ${id.padEnd(22)} ${cli.say(kinds[kind])} · ${cli.say(title)} · ${licence}\n`);
  cli.print(`${cli.say({ zh: "已安装", en: "installed" })} ${models}\n`);
  for (const { id, kind, bytes } of there)
    cli.print(`  ${id.padEnd(22)} ${cli.say(kinds[kind])} · ${megabytes(bytes)}\n`);
  if (there.length === 0) cli.print(`  ${cli.say({ zh: "无", en: "none" })}\n`);
}

/** Models are added one after the other; what fails ends the command, what was added before stays. */
export async function add(ids: readonly string[], where: Where, options: AddOptions, cli: Cli): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  try {
    for (const id of ids) await addOne(id, where, options, stopping.signal, cli);
  } finally {
    process.off("SIGINT", stop);
  }
}

async function addOne(id: string, where: Where, options: AddOptions, signal: AbortSignal, cli: Cli): Promise<void> {
  const { mirror = process.env.TINGHENG_MODELS_MIRROR, link = false } = options;
  const adding = { root: where.models, now: () => new Date(), progress: progressLines(cli), signal };
  if (existsSync(id)) {
    cli.print(`${await addFromFolder(id, link, adding)}\n`);
    return;
  }
  const catalogue = catalogueIn(where.catalogue);
  const model = modelNamed(catalogue, id);
  cli.tell(`${model.id} · ${cli.say(model.title)} · ${cli.say({ zh: "许可", en: "licence" })} ${model.licence}`);
  const path = await addFromServer(model, mirror ?? catalogue.base, adding);
  const { manifest } = installedNamed(where.models, model.id);
  for (const { name, sha256, checkedBy } of manifest?.files ?? [])
    cli.tell(`  ${name} sha256 ${sha256} · ${cli.say(checks[checkedBy])}`);
  cli.print(`${path}\n`);
}

const checks: Readonly<Record<CheckedBy, Sentence>> = {
  catalogue: { zh: "与目录一致", en: "as the catalogue says" },
  server: { zh: "与服务器所报一致(目录中没有)", en: "as the server says (the catalogue says nothing)" },
  nothing: { zh: "无可对照,已记下", en: "nothing to compare it with, remembered" },
};

const stepShare = 0.1;

/** A line for every tenth of a file: readable in a log as on a terminal. */
function progressLines(cli: Cli): (file: string, done: number, total: number | undefined) => void {
  const told = new Map<string, number>();
  return (file, done, total) => {
    if (total === undefined || total === 0) return;
    const step = Math.floor(done / total / stepShare);
    if (told.get(file) === step) return;
    told.set(file, step);
    cli.tell(`  ${file} ${Math.floor((100 * done) / total)} % · ${megabytes(done)} / ${megabytes(total)}`);
  };
}

const states: Readonly<Record<FileState, Sentence>> = {
  same: { zh: "完好", en: "as it was" },
  changed: { zh: "已改变", en: "changed" },
  missing: { zh: "缺失", en: "missing" },
  unknown: { zh: "安装时未经本命令,无从比较", en: "was not added by this command: nothing to compare it with" },
};

/** All that are installed where none is named. */
export async function verify(ids: readonly string[], { models }: Where, cli: Cli): Promise<number> {
  const wanted = ids.length === 0 ? installedModels(models) : ids.map((id) => installedNamed(models, id));
  let broken = 0;
  for (const model of wanted) {
    cli.print(`${model.id}\n`);
    for (const [file, state] of Object.entries(await verifyModel(model))) {
      if (state === "changed" || state === "missing") broken++;
      cli.print(`  ${file} ${cli.say(states[state])}\n`);
    }
  }
  if (wanted.length === 0) cli.tell(cli.say({ zh: `${models} 中没有模型`, en: `no models in ${models}` }));
  return broken === 0 ? exits.ok : exits.someFailed;
}

export async function remove(ids: readonly string[], { models }: Where, cli: Cli): Promise<void> {
  for (const id of ids) {
    const model = installedNamed(models, id);
    await removeModel(model);
    cli.tell(cli.say({ zh: `已删除 ${model.path}`, en: `removed ${model.path}` }));
  }
}

function catalogueIn(path: string | undefined): Catalogue {
  if (path === undefined) return shippedCatalogue;
  try {
    return parseCatalogue(readFileSync(path, "utf8"), path);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ENOENT" ? unreadable(path, error) : error;
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
