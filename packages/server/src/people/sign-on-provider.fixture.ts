// A real OpenID Connect provider on loopback, and somebody at a browser who logs in there.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export interface RunningProvider {
  readonly issuer: string;
  /** Claims of each person, by the name they log in with; changed while it runs. */
  readonly people: Map<string, Readonly<Record<string, unknown>>>;
  /** Logs in at an address to which the service sent a browser. @returns the query with which the provider sends it back */
  visit(address: string, login: string): Promise<string>;
  close(): Promise<void>;
}

export const clientId = "tingheng";
export const clientSecret = randomBytes(24).toString("hex");

export async function startProvider(redirectUri: string): Promise<RunningProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people: RunningProvider["people"] = new Map();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [new URL("../../../../", redirectUri).href],
      },
    ],
    cookies: { keys: [randomBytes(24).toString("hex")] },
    // Told at the userinfo address only, as many providers do.
    claims: {
      openid: ["sub"],
      profile: ["preferred_username", "name", "groups", "team", "agent"],
      email: ["email", "email_verified"],
    },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...people.get(id) }),
    }),
    features: { devInteractions: { enabled: true } },
  });
  server.on("request", provider.callback());
  return {
    issuer,
    people,
    visit: (address, login) => logInAt(address, login, issuer),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function logInAt(start: string, login: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = start;
  let form: URLSearchParams | undefined;
  for (let steps = 0; steps < 20; steps += 1) {
    const response = await fetch(address, {
      redirect: "manual",
      method: form === undefined ? "GET" : "POST",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "), connection: "close" },
      ...(form === undefined ? {} : { body: form }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    form = undefined;
    if (location === null) {
      const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())?.[1];
      if (prompt === undefined) throw new Error(`the provider answered ${response.status}`);
      form = new URLSearchParams({ prompt, login, password: "any" });
    } else {
      address = new URL(location, address).href;
      if (!address.startsWith(issuer)) return new URL(address).search;
    }
  }
  throw new Error("the provider never sent the browser back");
}
