// The standards and questionnaires of the data folder, all of them for every call: what a service judges by until somebody
// publishes others.
import { createHash } from "node:crypto";
import { readStandard, type SourceFile } from "@tingheng/engine";
import { questionnaireFolders, readQuestionnaire, standardFolders } from "@tingheng/knowledge";
import type { StandardsFor } from "../services.ts";

export function shippedStandards(data: string, only?: readonly string[]): StandardsFor {
  const texts = new Map<string, string>();
  const kept = ({ text }: SourceFile) => {
    const sha256 = createHash("sha256").update(text).digest("hex");
    texts.set(sha256, text);
    return sha256;
  };
  const questionnaires = questionnaireFolders(data).map(({ questionnaire }) => {
    const { id, version } = readQuestionnaire(questionnaire);
    return { id, version, sha256: kept(questionnaire) };
  });
  const versions = standardFolders(data, only).map((folder) => {
    const { standard, document } = readStandard(folder.standard);
    document.throwProblems();
    return {
      ...{ id: standard.id, version: standard.version, sha256: kept(folder.standard) },
      questionnaires: questionnaires.filter(({ id }) => standard.questionnaires.includes(id)),
    };
  });
  return {
    forCall: async () => versions,
    text: async (sha256) => {
      const text = texts.get(sha256);
      if (text === undefined) throw new Error(`no standard has the text ${sha256}`);
      return text;
    },
  };
}
