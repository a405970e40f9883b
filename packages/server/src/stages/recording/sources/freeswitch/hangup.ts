// Who hung up, read on the legs: `recv_bye` means that FreeSWITCH was told by that leg's phone that the call is over.
import type { Hangup } from "../call-detail.ts";
import { textOf } from "../row-reading.ts";
import type { Facts } from "../telephone-system.ts";

/** A leg with the side it leads to, where that is known. */
export type SidedLeg = { readonly leg: Facts; readonly side: "agent" | "customer" | undefined };

/** With the leg that said it. */
type Verdict = { readonly hangup: Hangup; readonly leg?: Facts | undefined };

/** Causes by which the switch or the network ends a call that nobody hung up. */
const switchCauses =
  /^(ALLOTTED_TIMEOUT|MEDIA_TIMEOUT|RECOVERY_ON_TIMER_EXPIRE|DESTINATION_OUT_OF_ORDER|NETWORK_OUT_OF_ORDER|NORMAL_TEMPORARY_FAILURE|SWITCH_CONGESTION|SYSTEM_SHUTDOWN)$/;

/**
 * Exactly one leg must have received the BYE, the other one must have been sent it, and they must lead to different sides.
 * Of a single leg `recv_bye` is enough, for then the other side was still there.
 * @param legs those that talked, as far as is known
 */
export function hangupOfLegs(legs: readonly SidedLeg[]): Verdict | undefined {
  const said = legs.map(({ leg }) => textOf(leg, "sip_hangup_disposition"));
  const causes = legs.map(({ leg }) => textOf(leg, "hangup_cause") ?? "");
  if (said.every((one) => one === undefined)) return undefined;
  const raw = legs.map(({ side }, at) => `${side ?? "?"} ${said[at] ?? "?"} ${causes[at] || "?"}`).join(", ");
  const by = (party: Hangup["by"], why: string, leg?: Facts): Verdict => ({
    hangup: { by: party, rule: `freeswitch.${why}`, raw },
    leg,
  });
  if (causes.some((cause) => cause.endsWith("_TRANSFER"))) return by("unknown", "transferred");
  if (legs.length > 2) return by("unknown", "several-legs");
  if (causes.every((cause) => switchCauses.test(cause))) return by("system", "ended-by-the-switch");
  if (causes.some((cause) => cause !== "NORMAL_CLEARING")) return by("unknown", "cause-is-not-clearing");
  const ended = said.indexOf("recv_bye");
  const [one, other] = [legs[ended], legs[1 - ended]];
  if (one === undefined) return by("unknown", legs.length < 2 ? "other-leg-missing" : "no-leg-received-bye");
  if (other !== undefined && said[1 - ended] !== "send_bye") return by("unknown", "legs-do-not-agree");
  if (one.side === undefined || (other !== undefined && (other.side === undefined || other.side === one.side)))
    return by("unknown", "sides-are-not-known");
  return by(one.side, `${one.side}-leg-recv_bye`, one.leg);
}
