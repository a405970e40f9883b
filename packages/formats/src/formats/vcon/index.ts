// IETF vCon, 0.3 to 0.4 and the shapes before them, plain or signed (the signature is not checked); both ways.
import { parseCallRecord } from "@tingheng/domain";
import { z } from "zod";
import { carriedBy, withCarried } from "../../carried.ts";
import type { JudgedCall, RenderOptions } from "../../format.ts";
import { jsonFormat, type Piece } from "../../json-format.ts";
import { hasFields } from "../../json-shape.ts";
import { contentOf, fromBase64Url } from "./content.ts";
import { callOfVcon } from "./read.ts";
import { isVcon, vconOfCall } from "./render.ts";
import { type Attachment, Vcon } from "./schema.ts";

const isEncrypted = (value: unknown): boolean => hasFields(value, "ciphertext", "recipients");
const Encrypted = z.custom<Vcon>(() => false, "a vCon that is not encrypted");

const purpose = "tingheng-call-record";

export const vcon = jsonFormat({
  id: "vcon",
  title: { zh: "vCon 对话容器", en: "IETF vCon" },
  extensions: [".vcon", ".vcon.json", ".json"],
  schema: (value): z.ZodType<Vcon> => (isEncrypted(value) ? Encrypted : Vcon),
  detectValue: (value) => (isVcon(unsigned(value)) || isEncrypted(value) ? 1 : 0),
  split: (value) => (Array.isArray(value) ? value.map((one, index) => piece(one, [index])) : [piece(value, [])]),
  toCall: (document, { utcOffset, where }) => {
    const { ours, plain } = apart(document);
    const { version: _version, ...call } = withCarried(
      callOfVcon(plain, utcOffset, where),
      ours && contentOf(ours),
      where,
    );
    return call;
  },
  async *render(calls: AsyncIterable<JudgedCall>, { now }: RenderOptions) {
    for await (const { call } of calls) {
      const document = vconOfCall(call, now);
      const said = callOfVcon(Vcon.parse(document), undefined, call.id);
      const carried = carriedBy(said, parseCallRecord(call, call.id));
      const attachments = [...(document.attachments ?? []), { purpose, dialog: 0, encoding: "json", body: carried }];
      yield `${JSON.stringify(carried ? { ...document, attachments } : document)}\n`;
    }
  },
});

const piece = (value: unknown, at: readonly PropertyKey[]): Piece => ({ value: unsigned(value), at });

/** The payload of a signed vCon (a JSON Web Signature), or the value itself. */
function unsigned(value: unknown): unknown {
  if (!hasFields(value, "payload", "signatures") || typeof value.payload !== "string") return value;
  try {
    return JSON.parse(fromBase64Url(value.payload));
  } catch {
    return value;
  }
}

function apart(document: Vcon): { ours: Attachment | undefined; plain: Vcon } {
  const ours = document.attachments?.find((one) => one.purpose === purpose);
  if (!ours) return { ours, plain: document };
  const { attachments, ...rest } = document;
  const others = attachments?.filter((one) => one !== ours) ?? [];
  return { ours, plain: others.length > 0 ? { ...rest, attachments: others } : rest };
}
