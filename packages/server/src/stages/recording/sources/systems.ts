// The telephone systems whose own records are understood. A new one is a folder here and a line in this list.
import { asterisk } from "./asterisk/index.ts";
import { freeswitch } from "./freeswitch/index.ts";
import type { TelephoneSystem } from "./telephone-system.ts";

export const telephoneSystems: readonly TelephoneSystem[] = [asterisk, freeswitch];

export const findTelephoneSystem = (id: string): TelephoneSystem | undefined =>
  telephoneSystems.find((system) => system.id === id);
