import { expect, it } from "vitest";
import { readConfig } from "../config.ts";
import { signedOn } from "./sign-on-claims.ts";

const roles = JSON.stringify({ "CN=qa,OU=cs": "inspector", leads: ["teamLeader", "trainer"] });
const config = readConfig({
  TINGHENG_OIDC_ROLES: roles,
  TINGHENG_OIDC_TEAM_CLAIM: "team",
  TINGHENG_OIDC_AGENT_CLAIM: "ext",
});
const of = (claims: object) => signedOn({ iss: "https://i", sub: "s", ...claims }, config);

it("gives each group's roles once, and none to groups that are not listed", () => {
  expect(of({ groups: ["leads", "CN=qa,OU=cs", "leads"] }).roles).toEqual(["teamLeader", "trainer", "inspector"]);
  for (const groups of [undefined, "others", ["Leads"], ["__proto__", "constructor"], { leads: true }, [1, null], ""])
    expect(of({ groups }).roles).toEqual([]);
});

it("takes names, teams and the agent from claims, and leaves out what is no text", () => {
  expect(of({ preferred_username: "wang", name: "王芳", team: "t1", ext: "1001" })).toMatchObject({
    name: "wang",
    displayName: "王芳",
    teams: ["t1"],
    agentId: "1001",
  });
  expect(of({ email: "w@example.com", team: ["t1", 2, " "], ext: 1001 })).toMatchObject({
    name: "w@example.com",
    displayName: "w@example.com",
    teams: ["t1"],
    agentId: null,
  });
  expect(of({}).name).toBe("s");
});

it("leaves teams and agent alone where no claim is named for them", () => {
  const silent = signedOn({ iss: "https://i", sub: "s", team: "t1", ext: "1001" }, readConfig({}));
  expect(silent).toMatchObject({ teams: undefined, agentId: undefined });
});

it("takes an address for the person's only where the provider vouches for it", () => {
  const email = "W@Example.com";
  expect(of({ email, email_verified: true }).verifiedEmail).toBe("w@example.com");
  for (const email_verified of [undefined, false, "true", 1])
    expect(of({ email, email_verified }).verifiedEmail).toBe(undefined);
  expect(of({ email: 1, email_verified: true }).verifiedEmail).toBe(undefined);
});

it("believes a second factor only where the provider says so, or is trusted with it", () => {
  expect([of({}), of({ amr: ["pwd"] }), of({ amr: ["pwd", "otp"] })].map(({ factor }) => factor)).toEqual([
    false,
    false,
    true,
  ]);
  const trusting = readConfig({ TINGHENG_OIDC_SECOND_FACTOR: "provider" });
  expect(signedOn({ iss: "https://i", sub: "s" }, trusting).factor).toBe(true);
});

it("is set up only with an address that nobody can listen in on", () => {
  const issuer = (address: string) => readConfig({ TINGHENG_OIDC_ISSUER: address }).oidc_issuer;
  expect([issuer("https://id.example.com"), issuer("http://127.0.0.1:9000")]).toHaveLength(2);
  expect(() => issuer("http://id.example.com")).toThrow("https, or http on this machine");
  expect(() => readConfig({ TINGHENG_OIDC_ROLES: '{"a":"root"}' })).toThrow("TINGHENG_OIDC_ROLES");
});
