// Amazon Connect Contact Lens: the post-call analysis file of a voice contact.
import { z } from "zod";
import { AmazonConversation, amazonCall } from "../../amazon-conversation.ts";
import { jsonFormat } from "../../json-format.ts";
import { firstOf, hasFields } from "../../json-shape.ts";

const ContactLens = AmazonConversation.extend({
  CustomerMetadata: z.looseObject({ ContactId: z.string().optional(), InstanceId: z.string().optional() }).optional(),
});

export const contactLens = jsonFormat({
  id: "contact-lens",
  title: { zh: "Amazon Connect Contact Lens", en: "Amazon Connect Contact Lens" },
  extensions: [".json"],
  schema: ContactLens,
  detectValue: (value) =>
    hasFields(firstOf(value, "Transcript"), "ParticipantId", "Content") && !hasFields(value, "JobName") ? 1 : 0,
  toCall: (document) => ({ ...amazonCall(document), id: document.CustomerMetadata?.ContactId }),
});
