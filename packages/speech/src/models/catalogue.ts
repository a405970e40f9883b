// Which speech models are known 模型目录: data, so that a site can keep its own list with its own addresses.
import { AppError, describe, expectation, valueAt } from "@tingheng/domain";
import { z } from "zod";
import shipped from "./catalogue.json" with { type: "json" };

/** What a model is for. */
export const ModelKind = z.enum(["recogniser", "punctuation", "segmentation", "speaker"]);
export type ModelKind = z.infer<typeof ModelKind>;

/** A name that can't lead out of its folder. */
const SafeName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._+-]*$/u);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

const CatalogueModel = z.strictObject({
  id: SafeName,
  /** The name under which it is published: it tells the kind of model. */
  folder: SafeName,
  kind: ModelKind,
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  /** BCP 47; many without it. */
  languages: z.array(z.string()).optional(),
  licence: z.string(),
  /** Under the base, which a mirror replaces. */
  path: z.string(),
  files: z
    .array(z.strictObject({ name: SafeName, bytes: z.int().positive().optional(), sha256: Sha256.optional() }))
    .min(1),
});
export type CatalogueModel = z.infer<typeof CatalogueModel>;

const Catalogue = z.strictObject({ version: z.literal(1), base: z.url(), models: z.array(CatalogueModel) });
export type Catalogue = z.infer<typeof Catalogue>;

export const shippedCatalogue: Catalogue = Catalogue.parse(shipped);

/** @throws AppError `input.malformed` */
export function parseCatalogue(text: string, path: string): Catalogue {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError("input.unreadable", { path, problem: String(error) });
  }
  const result = Catalogue.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AppError("input.malformed", {
    where: `${path} ${issue?.path.join(".") ?? ""}`,
    expected: issue === undefined ? "" : expectation(issue),
    found: describe(valueAt(value, issue?.path ?? [])),
  });
}

/** @throws AppError `model.unlisted` */
export function modelNamed({ models }: Catalogue, id: string): CatalogueModel {
  const found = models.find((one) => one.id === id || one.folder === id);
  if (found === undefined) throw new AppError("model.unlisted", { id, known: models.map((one) => one.id).join(", ") });
  return found;
}
