// What a provider of single sign-on says of a person, and what it makes of them here: groups give roles, claims name teams and agent.
import type { Role } from "@tingheng/domain";
import type { Config } from "../config.ts";

export interface SignedOn {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly displayName: string;
  /** None where no group of the person has a role. */
  readonly roles: readonly Role[];
  /** Undefined where no claim names them: then they are what administrators say. */
  readonly teams: readonly string[] | undefined;
  /** `null` where the person is no agent, undefined where no claim would say it. */
  readonly agentId: string | null | undefined;
  /** In lower case, where the provider vouches that it is the person's. */
  readonly verifiedEmail: string | undefined;
  /** Whether the provider asked for more than a password. */
  readonly factor: boolean;
}

export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** Ways of proving oneself (RFC 8176) that are a second factor. */
const secondFactors = new Set(["mfa", "otp", "hwk", "swk", "sc"]);

export function signedOn(claims: Claims, config: Config): SignedOn {
  const groups = textsOf(claims[config.oidc_groups_claim]);
  const roles = groups.flatMap((group) => (Object.hasOwn(config.oidc_roles, group) ? config.oidc_roles[group] : []));
  const name = textOf(claims.preferred_username) ?? textOf(claims.email) ?? claims.sub;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name,
    displayName: (textOf(claims.name) ?? name).slice(0, 100),
    roles: [...new Set(roles.filter((role) => role !== undefined))],
    teams: config.oidc_team_claim === undefined ? undefined : textsOf(claims[config.oidc_team_claim]),
    agentId: config.oidc_agent_claim === undefined ? undefined : (textOf(claims[config.oidc_agent_claim]) ?? null),
    verifiedEmail: claims.email_verified === true ? textOf(claims.email)?.toLowerCase() : undefined,
    factor: config.oidc_second_factor === "provider" || textsOf(claims.amr).some((way) => secondFactors.has(way)),
  };
}

/** One text or several; anything else is none. */
function textsOf(claim: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return [...new Set(values.map(textOf).filter((text) => text !== undefined))].slice(0, 500);
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === "string" && claim.trim() !== "" ? claim.trim().slice(0, 200) : undefined;
}
