// Amazon Transcribe Call Analytics: the result of a batch job, with words, interruptions, loudness and talk speed.
import { z } from "zod";
import { AmazonConversation, amazonCall } from "../../amazon-conversation.ts";
import { jsonFormat } from "../../json-format.ts";
import { firstOf, hasFields } from "../../json-shape.ts";

export const transcribeCallAnalytics = jsonFormat({
  id: "transcribe-call-analytics",
  title: { zh: "Amazon Transcribe 通话分析", en: "Amazon Transcribe Call Analytics" },
  extensions: [".json"],
  schema: AmazonConversation.extend({ JobName: z.string().optional() }),
  detectValue: (value) =>
    hasFields(value, "JobName") && hasFields(firstOf(value, "Transcript"), "ParticipantRole", "Content") ? 1 : 0,
  toCall: (document) => ({ ...amazonCall(document), id: document.JobName }),
});
