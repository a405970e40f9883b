// The standards of the data folder, all of them for every call: what a service judges by until somebody publishes others.
import { createHash } from "node:crypto";
import { readStandard } from "@tingheng/engine";
import { standardFolders } from "@tingheng/knowledge";
import type { StandardsFor } from "../services.ts";

export function shippedStandards(data: string, only?: readonly string[]): StandardsFor {
  const files = standardFolders(data, only).map(({ standard }) => ({
    ...standard,
    sha256: createHash("sha256").update(standard.text).digest("hex"),
  }));
  const versions = files.map((file) => {
    const { standard, document } = readStandard(file);
    document.throwProblems();
    return { id: standard.id, version: standard.version, sha256: file.sha256 };
  });
  const texts = new Map(files.map(({ sha256, text }) => [sha256, text]));
  return {
    forCall: async () => versions,
    text: async (sha256) => {
      const text = texts.get(sha256);
      if (text === undefined) throw new Error(`no standard has the text ${sha256}`);
      return text;
    },
  };
}
