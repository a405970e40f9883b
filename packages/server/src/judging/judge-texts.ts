// The texts that calls are judged by: those of the standards, and of the questionnaires that these go by.
import type { StandardsFor } from "../services.ts";
import type { JudgeTexts, NamedVersion, StandardVersion, VersionText } from "./judge-messages.ts";

/** Fetches the texts of versions that `forCall` named for calls of one kind. */
export async function judgeTexts(
  { text }: Pick<StandardsFor, "text">,
  versions: readonly StandardVersion[],
): Promise<JudgeTexts> {
  const withText = async ({ id, version, sha256 }: NamedVersion): Promise<VersionText> => ({
    ...{ id, version, sha256 },
    text: await text(sha256),
  });
  return {
    standards: await Promise.all(versions.map(withText)),
    questionnaires: await Promise.all(questionnairesOf(versions).map(withText)),
  };
}

/** The same for calls that the same standards and questionnaires judge. */
export function keyOfVersions(versions: readonly StandardVersion[]): string {
  const hashes = (some: readonly NamedVersion[]) => some.map(({ sha256 }) => sha256).join(" ");
  return `${hashes(versions)}; ${hashes(questionnairesOf(versions))}`;
}

function questionnairesOf(versions: readonly StandardVersion[]): NamedVersion[] {
  const all = versions.flatMap(({ questionnaires }) => questionnaires);
  return [...new Map(all.map((one) => [one.sha256, one])).values()];
}
