// A connection to a service: an address and a key, and every operation of the API with its types.
import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./api.ts";

export interface Connection {
  /** Where the service is, with the path that it stands below: `https://qa.example.com/tingheng`. */
  readonly url: string;
  /** An API key, `thk_…`. */
  readonly key: string;
  /** In which language problems are said; Chinese without it. */
  readonly language?: "zh" | "en";
}

export type TinghengClient = Client<paths>;

/** `const { data, error } = await connect({ url, key }).GET("/api/v1/calls", { params: { query: { words: "您好" } } })` */
export function connect({ url, key, language = "zh" }: Connection): TinghengClient {
  return createClient<paths>({
    baseUrl: url.replace(/\/+$/, ""),
    headers: { authorization: `Bearer ${key}`, "accept-language": language },
  });
}
