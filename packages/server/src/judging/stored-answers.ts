// What a language model has answered before to what standards ask about calls. Nothing is asked here.
import type { KeptCall } from "@tingheng/store";
import type { Services } from "../services.ts";
import type { CallToJudge, JudgeTexts } from "./judge-messages.ts";

/** By call; nothing stands for a call without answers, or where no model is set up. */
export async function storedAnswers(
  { model, judges }: Pick<Services, "model" | "judges">,
  texts: JudgeTexts,
  calls: readonly KeptCall[],
): Promise<ReadonlyMap<string, Required<Pick<CallToJudge, "answers">>>> {
  if (model === undefined) return new Map();
  const questions = await judges.questions(texts).catch(() => []);
  const found = await model.answersAbout(
    calls.map(({ record }) => record),
    questions,
  );
  return new Map(
    calls.flatMap(({ id }, index) => {
      const answers = found[index] ?? [];
      return answers.length === 0 ? [] : [[id, { answers }]];
    }),
  );
}
