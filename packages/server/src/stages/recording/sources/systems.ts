// The telephone systems whose own records are understood. A new one is a folder here and a line in this list.
import { amazonConnect } from "./amazon-connect/index.ts";
import { asterisk } from "./asterisk/index.ts";
import { freepbx } from "./freepbx/index.ts";
import { freeswitch } from "./freeswitch/index.ts";
import { genesysCloud } from "./genesys-cloud/index.ts";
import { metadataTable } from "./metadata-table/index.ts";
import type { TelephoneSystem } from "./telephone-system.ts";
import { vconContainer } from "./vcon/index.ts";
import { vicidial } from "./vicidial/index.ts";

export const telephoneSystems: readonly TelephoneSystem[] = [
  asterisk,
  freepbx,
  freeswitch,
  vicidial,
  amazonConnect,
  genesysCloud,
  vconContainer,
  metadataTable,
];

export const findTelephoneSystem = (id: string): TelephoneSystem | undefined =>
  telephoneSystems.find((system) => system.id === id);
