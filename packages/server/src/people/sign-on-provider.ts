// The provider of single sign-on (OpenID Connect): asked where its addresses are, sent people to, asked who came back.
import { AppError } from "@tingheng/domain";
import * as client from "openid-client";
import { type Config, isLoopbackHttp } from "../config.ts";
import type { Services } from "../services.ts";
import type { Claims } from "./sign-on-claims.ts";

/** What ties the two halves of a login together. */
interface SignOnChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface SignOnProvider {
  /** Where the browser is sent. */
  address(checks: SignOnChecks): Promise<string>;
  /** @param search of the address to which the provider sent the browser back. @throws where anything about it is not right */
  claims(search: string, checks: SignOnChecks): Promise<Claims>;
  /** Where a browser is sent to log out there too; undefined where the provider has no such place. */
  goodbye(): Promise<string | undefined>;
}

const timeoutSeconds = 10;

/** Undefined where no provider is set up. */
export function signOnProvider({ config, log }: Services): SignOnProvider | undefined {
  const { oidc_issuer: issuer, oidc_client_id: clientId } = config;
  if (issuer === undefined || clientId === undefined) return undefined;
  let known: Promise<client.Configuration> | undefined;
  const provider = async () => {
    known ??= discover(config, issuer, clientId);
    try {
      return await known;
    } catch (error) {
      known = undefined;
      log.warn({ err: error }, "the single sign-on service can't be reached");
      throw new AppError("sign-on.unreachable");
    }
  };
  return {
    async address({ state, nonce, verifier }) {
      const parameters = {
        redirect_uri: callbackAddress(config),
        scope: config.oidc_scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      };
      return client.buildAuthorizationUrl(await provider(), parameters).href;
    },
    async claims(search, { state, nonce, verifier }) {
      const here = await provider();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await client.authorizationCodeGrant(here, new URL(`${callbackAddress(config)}${search}`), checks);
      const claims = tokens.claims();
      if (claims === undefined) throw new Error("no ID token");
      const wanted = [config.oidc_groups_claim, ...(config.oidc_link === "verified-email" ? ["email_verified"] : [])];
      const complete = wanted.every((claim) => claims[claim] !== undefined);
      if (complete || here.serverMetadata().userinfo_endpoint === undefined) return claims;
      // Many providers tell groups only here. What the signed token says stands.
      const more = await client.fetchUserInfo(here, tokens.access_token, claims.sub);
      // Who vouches for an address vouches for the one that they name themselves.
      const { email, email_verified } = claims.email_verified === undefined ? more : claims;
      return { ...more, ...claims, email, email_verified };
    },
    async goodbye() {
      const here = await provider();
      if (here.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(here, { post_logout_redirect_uri: `${ownAddress(config)}/` }).href;
    },
  };
}

function discover(config: Config, issuer: string, clientId: string): Promise<client.Configuration> {
  const url = new URL(issuer);
  const secret = config.oidc_client_secret;
  return client.discovery(
    url,
    clientId,
    undefined,
    secret === undefined ? client.None() : client.ClientSecretBasic(secret),
    {
      timeout: timeoutSeconds,
      execute: isLoopbackHttp(url) ? [client.allowInsecureRequests] : [],
    },
  );
}

function callbackAddress(config: Config): string {
  return `${ownAddress(config)}/api/v1/login/oidc/callback`;
}

function ownAddress({ public_url, host, port, base_path }: Config): string {
  return `${new URL(public_url ?? `http://${host}:${port}`).origin}${base_path}`;
}
