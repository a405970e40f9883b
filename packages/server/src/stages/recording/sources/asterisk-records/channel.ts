// Names of Asterisk channels: `PJSIP/8001-0000002a` is the phone 8001, `PJSIP/telecom-0000002b` a trunk.
import { isExtension, type SourceSettings } from "../source-settings.ts";

/** The device or trunk of a channel, without technology, call number and the halves of Local channels. */
export function peerOf(channel: string | undefined): string | undefined {
  const [, peer] = /^(?:Local|Agent|PJSIP|SIP|IAX2|DAHDI|Zap|Khomp|SCCP|WebRTC)\/([^@;]+)/i.exec(channel ?? "") ?? [];
  if (peer === undefined) return undefined;
  return /^Local\//i.test(channel ?? "") ? peer.replace(/^FMPR-/i, "") : peer.replace(/-[0-9a-f]+$/i, "");
}

export type Side = "agent" | "customer";

/**
 * A phone with an extension is the agent's. A trunk that the settings name, or a whole telephone number, leads to the customer.
 * Any other device could be either.
 */
export function sideOfChannel(channel: string | undefined, settings: SourceSettings): Side | undefined {
  const peer = peerOf(channel);
  if (peer === undefined) return undefined;
  if (settings.trunks.includes(peer)) return "customer";
  if (isExtension(peer, settings)) return "agent";
  return /^\+?\d+$/.test(peer) ? "customer" : undefined;
}
