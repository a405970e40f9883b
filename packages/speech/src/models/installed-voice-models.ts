// The two models that tell voices apart, where both are installed.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { VoiceModels } from "../speakers/model-parting.ts";
import { installedModels } from "./installed-models.ts";

export function installedVoiceModels(root: string): VoiceModels | undefined {
  const installed = installedModels(root);
  const file = (wanted: string) => {
    const folder = installed.find(({ kind }) => kind === wanted)?.path;
    if (folder === undefined) return undefined;
    const name = readdirSync(folder)
      .sort()
      .find((one) => one.endsWith(".onnx"));
    return name === undefined ? undefined : join(folder, name);
  };
  const [segmentation, embedding] = [file("segmentation"), file("speaker")];
  return segmentation === undefined || embedding === undefined ? undefined : { segmentation, embedding };
}
