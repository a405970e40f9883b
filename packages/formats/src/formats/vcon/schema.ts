// The parts of a vCon (draft 0.3–0.4 and older) that become a call record. Unknown fields stay.
import { z } from "zod";

const text = z.string().nullish();
const PartyIndex = z.union([z.int().nonnegative(), z.array(z.int().nonnegative())]);

export const Party = z.looseObject({
  tel: text,
  mailto: text,
  name: text,
  role: text,
  meta: z.looseObject({ role: text }).nullish(),
});
export type Party = z.infer<typeof Party>;

export const PartyEvent = z.looseObject({
  party: z.int().nonnegative(),
  time: z.string(),
  event: z.string(),
});

export const Dialog = z.looseObject({
  type: z.string(),
  start: text,
  duration: z.number().nonnegative().nullish(),
  parties: z.union([PartyIndex, z.array(PartyIndex)]).nullish(),
  originator: z.int().nonnegative().nullish(),
  party_history: z.array(PartyEvent).nullish(),
  body: z.unknown().optional(),
  encoding: text,
  url: text,
  meta: z.looseObject({ direction: text }).nullish(),
});
export type Dialog = z.infer<typeof Dialog>;

export const Analysis = z.looseObject({
  type: z.string(),
  dialog: PartyIndex.nullish(),
  encoding: text,
  body: z.unknown().optional(),
});
export type Analysis = z.infer<typeof Analysis>;

export const Attachment = z.looseObject({ purpose: text, type: text, body: z.unknown().optional(), encoding: text });

export type Attachment = z.infer<typeof Attachment>;

export const Vcon = z.looseObject({
  vcon: text,
  uuid: z.string().min(1),
  parties: z.array(Party),
  dialog: z.array(Dialog).nullish(),
  analysis: z.array(Analysis).nullish(),
  attachments: z.array(Attachment).nullish(),
});
export type Vcon = z.infer<typeof Vcon>;
