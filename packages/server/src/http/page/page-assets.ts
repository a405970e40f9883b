// The page's script and style, as files: read once at start, and asked for again only when they have changed.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface PageAsset {
  readonly text: string;
  readonly type: string;
  readonly etag: string;
}

const folder = fileURLToPath(new URL("../../../page-assets/", import.meta.url));
const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/** By name; nothing but these is ever read from the folder. */
export function pageAssets(): ReadonlyMap<string, PageAsset> {
  return new Map(
    readdirSync(folder).flatMap((name) => {
      const type = types[name.split(".").at(-1) ?? ""];
      return type === undefined ? [] : [[name, assetOf(readFileSync(`${folder}${name}`, "utf8"), type)]];
    }),
  );
}

export function assetOf(text: string, type: string): PageAsset {
  return { text, type, etag: `"${createHash("sha256").update(text).digest("base64url")}"` };
}
