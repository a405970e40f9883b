// Who hung up, from the disconnect types of both sides, by an ordered list: the first rule that fits decides.
import type { Hangup } from "../call-detail.ts";

type Ends = { readonly agent: string | undefined; readonly customer: string | undefined };
type Rule = {
  readonly name: string;
  readonly by: Hangup["by"];
  readonly fits: (ends: Ends, hasAgent: boolean) => boolean;
};

/** A client's button or the phone itself. */
const isOwn = (type: string | undefined) => type === "client" || type === "endpoint";
const isSwitch = (type: string | undefined) =>
  type !== undefined && /^(system|error|timeout|transport\.failure|uncallable)$/.test(type);

const rules: readonly Rule[] = [
  {
    name: "transferred",
    by: "unknown",
    fits: ({ agent, customer }) => /transfer|forward/.test(`${agent} ${customer}`),
  },
  {
    name: "no-agent-and-customer-left",
    by: "customer",
    fits: ({ customer }, hasAgent) => !hasAgent && isOwn(customer),
  },
  {
    name: "no-agent-and-system-ended",
    by: "system",
    fits: ({ customer }, hasAgent) => !hasAgent && isSwitch(customer),
  },
  {
    name: "agent-ended-customer-was-told",
    by: "agent",
    fits: ({ agent, customer }) => isOwn(agent) && customer === "peer",
  },
  {
    name: "customer-ended-agent-was-told",
    by: "customer",
    fits: ({ agent, customer }) => agent === "peer" && isOwn(customer),
  },
  {
    name: "system-ended-both",
    by: "system",
    fits: ({ agent, customer }) =>
      (isSwitch(agent) && (isSwitch(customer) || customer === "peer")) || (agent === "peer" && isSwitch(customer)),
  },
];

/** @param ends the disconnect type of each side's last segment */
export function hangupOfEnds(ends: Ends, hasAgent: boolean): Hangup | undefined {
  if (ends.agent === undefined && ends.customer === undefined) return undefined;
  const raw = `agent ${ends.agent ?? "?"}, customer ${ends.customer ?? "?"}`;
  const rule = rules.find(({ fits }) => fits(ends, hasAgent));
  return { by: rule?.by ?? "unknown", rule: `genesys-cloud.${rule?.name ?? "no-rule-fits"}`, raw };
}
