// Files on their way to the service, with how much of each is sent. Small ones go in one request; large ones in pieces, so that
// they go on where they broke off, also when the page was closed and they are chosen again.
import { addressOf, Refusal, refusalOf } from "./service.js";
import { language, say } from "./words.js";

/** @typedef {import("./shapes.ts").TakenFile} TakenFile */
/** @typedef {ReturnType<typeof import("./unfinished-uploads.js").unfinishedUploads>} Unfinished */

/**
 * @typedef {object} Watcher
 * @property {(sentBytes: number) => void} onSent
 * @property {() => void} onBreak the line broke; it is tried again
 */

const largeBytes = 50_000_000;
const pieceBytes = 8_000_000;
const mostBreaks = 8;
const tus = { "tus-resumable": "1.0.0" };

/**
 * @param {File} file
 * @param {Watcher} watcher
 * @param {Unfinished} unfinished
 * @returns {Promise<TakenFile>}
 */
export async function sendFile(file, watcher, unfinished) {
  if (file.size > largeBytes) return sendInPieces(file, watcher, unfinished);
  const address = addressOf("api/v1/files");
  address.searchParams.set("name", file.name);
  const headers = { "content-type": "application/octet-stream" };
  const answer = await request("POST", address, { headers, body: file, onSent: watcher.onSent });
  if (answer.status !== 200) throw refusalOf(answer.status, answer.responseText);
  return JSON.parse(answer.responseText).items[0];
}

/**
 * @param {File} file
 * @param {Watcher} watcher
 * @param {Unfinished} unfinished
 * @returns {Promise<TakenFile>}
 */
async function sendInPieces(file, watcher, unfinished) {
  const before = unfinished.find(file)?.where;
  let where = before === undefined ? undefined : new URL(before, location.origin);
  const already = before === undefined ? undefined : await arrived(before);
  if (where === undefined || already === undefined) {
    where = await begin(file);
    unfinished.remember(file, where);
  }
  let offset = already ?? 0;
  for (let breaks = 0; ; ) {
    watcher.onSent(offset);
    const from = offset;
    const answer = await request("PATCH", where, {
      headers: { ...tus, "upload-offset": String(from), "content-type": "application/offset+octet-stream" },
      body: file.slice(from, from + pieceBytes),
      onSent: (sent) => watcher.onSent(from + sent),
    }).catch(() => undefined);
    const refused = answer !== undefined && answer.status >= 400 && answer.status < 500 && answer.status !== 409;
    // Who has to log in first goes on afterwards.
    if (answer?.status === 200 || (refused && answer.status !== 401)) unfinished.forget(file);
    if (answer?.status === 200) return JSON.parse(answer.responseText);
    if (answer?.status === 204) {
      offset = Number(answer.getResponseHeader("upload-offset"));
      breaks = 0;
      continue;
    }
    if (answer !== undefined && refused) throw refusalOf(answer.status, answer.responseText);
    breaks += 1;
    if (breaks > mostBreaks) throw new Refusal("offline", say("offline"));
    watcher.onBreak();
    await new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 400 * 2 ** breaks)));
    const reached = await arrived(where.pathname).catch(() => from);
    // What was complete is gone from there. Sent again it is still one call.
    if (reached === undefined) where = await begin(file);
    offset = reached ?? 0;
    unfinished.remember(file, where);
  }
}

/** @param {File} file */
async function begin(file) {
  const named = btoa(String.fromCodePoint(...new TextEncoder().encode(file.name)));
  const headers = { ...tus, "upload-length": String(file.size), "upload-metadata": `filename ${named}` };
  const answer = await request("POST", addressOf("api/v1/uploads"), { headers });
  if (answer.status !== 201) throw refusalOf(answer.status, answer.responseText);
  return new URL(answer.getResponseHeader("location") ?? "", addressOf("api/v1/uploads"));
}

/**
 * How much of an upload has arrived; undefined where it isn't known any more.
 * @param {string} where
 */
export async function arrived(where) {
  const answer = await request("HEAD", new URL(where, location.origin), { headers: tus });
  if (answer.status === 401 || answer.status >= 500) throw refusalOf(answer.status, answer.responseText);
  return answer.status === 200 ? Number(answer.getResponseHeader("upload-offset")) : undefined;
}

/** @param {string} where */
export async function giveUp(where) {
  const answer = await request("DELETE", new URL(where, location.origin), { headers: tus });
  if (answer.status >= 400 && answer.status !== 404) throw refusalOf(answer.status, answer.responseText);
}

/**
 * A request that says how much of it is sent, which fetch can't.
 * @param {string} method
 * @param {URL} address
 * @param {{ headers: Record<string, string>, body?: Blob, onSent?: (bytes: number) => void }} what
 * @returns {Promise<XMLHttpRequest>}
 */
function request(method, address, { headers, body, onSent }) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open(method, address);
    for (const [name, value] of Object.entries({ "accept-language": language, ...headers }))
      asked.setRequestHeader(name, value);
    if (onSent !== undefined) asked.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    asked.addEventListener("load", () => resolve(asked));
    for (const broken of ["error", "abort", "timeout"])
      asked.addEventListener(broken, () => reject(new Refusal("offline", say("offline"))));
    asked.send(body ?? null);
  });
}
