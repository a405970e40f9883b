// XML that strangers write → elements: no document type, no entities of its own, a limit on size and depth.
// Tags are counted before anything is parsed, so a hostile text costs no more than one pass over it.
import { AppError } from "@tingheng/domain";
import { XMLParser, XMLValidator } from "fast-xml-parser";

const maxCharacters = 1_000_000;
const maxTags = 20_000;
const maxDepth = 32;

/** Attributes stand under `@name`; an element that comes more than once is an array of what it holds. */
export type XmlElement = string | XmlNode | readonly XmlElement[];
export interface XmlNode {
  readonly [name: string]: XmlElement;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  maxNestedTags: maxDepth,
});

export function parseXml(text: string, where: string): XmlNode | AppError {
  const refuse = (expected: string, found: string, place = where) =>
    new AppError("input.malformed", { where: place, expected, found });
  if (text.length > maxCharacters) return refuse(`≤ ${maxCharacters} characters`, String(text.length));
  const declaration = /<!(?!--|\[CDATA\[)\w*/.exec(text);
  if (declaration) return refuse("XML without a document type or entities", JSON.stringify(declaration[0]));
  let tags = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) tags += 1;
  if (tags > maxTags) return refuse(`≤ ${maxTags} tags`, String(tags));
  try {
    const node: XmlNode = parser.parse(text);
    const verdict = XMLValidator.validate(text);
    if (verdict === true) return node;
    const { line, col, msg } = verdict.err;
    return refuse("well-formed XML", msg.slice(0, 80), `${where}:${line ?? 1}:${col ?? 1}`);
  } catch (error) {
    return refuse("well-formed XML", String(error).slice(0, 80));
  }
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (typeof element !== "object" || Array.isArray(element)) return undefined;
  return Object.hasOwn(element, name) ? (element as XmlNode)[name] : undefined;
}

export const childrenOf = (element: XmlElement | undefined): readonly XmlElement[] =>
  element === undefined ? [] : Array.isArray(element) ? element : [element as XmlElement];

/** The text of an element or attribute with the five entities that XML itself has. */
export function xmlText(element: XmlElement | undefined): string | undefined {
  const text = typeof element === "string" ? element : childOf(element, "#text");
  if (typeof text !== "string") return undefined;
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ownEntities[name] ?? "");
}

const ownEntities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
