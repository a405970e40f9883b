// The service as the page asks it: only its own origin, below the path that it is shown at; what goes wrong becomes a sentence.
import { language, say } from "./words.js";

/** @typedef {import("./shapes.ts").ProblemBody} ProblemBody */

const home = new URL("../", import.meta.url);

/** @param {string} path without a slash at its start */
export function addressOf(path) {
  return new URL(path, home);
}

/** Something that the service refused, or that it could not be asked. */
export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {string} sentence
   */
  constructor(code, sentence) {
    super(sentence);
    this.code = code;
  }
}

/** @type {() => void} */
let whenLoggedOut = () => {};

/** @param {() => void} tell called when the session has ended */
export function onLoggedOut(tell) {
  whenLoggedOut = tell;
}

/**
 * @template [Body=unknown]
 * @param {string} path
 * @param {{ method?: string, body?: unknown, quiet?: boolean }} [how] `quiet`: whoever is not logged in is not sent to log in
 * @returns {Promise<Body>}
 */
export async function ask(path, { method = "GET", body, quiet = false } = {}) {
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const response = await fetch(addressOf(path), {
    method,
    headers: { "accept-language": language, ...json },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refusal("offline", say("offline"));
  });
  const text = await response.text();
  if (!response.ok) throw refusalOf(response.status, text, quiet);
  return text === "" ? /** @type {any} */ (undefined) : JSON.parse(text);
}

/**
 * @param {number} status
 * @param {string} text
 * @param {boolean} [quiet]
 */
export function refusalOf(status, text, quiet = false) {
  const problem = problemIn(text);
  if (problem?.code === "access.unauthenticated" && !quiet) whenLoggedOut();
  return new Refusal(problem?.code ?? "offline", problem?.title ?? say("answered", { status }));
}

/**
 * @param {string} text
 * @returns {ProblemBody | undefined}
 */
function problemIn(text) {
  try {
    const value = JSON.parse(text);
    return typeof value?.title === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @type {Promise<Record<string, string>> | undefined} */
let sentences;

/**
 * The sentence for a reason that was kept as a code.
 * @param {import("./shapes.ts").Reason} reason
 */
export async function sentenceOf({ code, details = {} }) {
  sentences ??= ask(`page/sentences-${language}.json`);
  const all = await sentences.catch(() => /** @type {Record<string, string>} */ ({}));
  const known = all[code] ?? code;
  return known.replace(/\{(\w+)\}/g, (hole, name) => details[name] ?? hole);
}
