// A service with an empty database, a clock that is moved by hand, and browsers that keep cookies, for tests of people.
import type { Role } from "@tingheng/domain";
import { insertUser } from "@tingheng/store";
import { TOTP } from "otpauth";
import { pino } from "pino";
import type { Api } from "../http/api.ts";
import { createApp } from "../http/app.ts";
import { type TestServices, type TestWish, testServices } from "../services.contract.ts";
import type { Services } from "../services.ts";
import { findActorIn } from "./find-actor.ts";
import { hashPassword } from "./passwords.ts";

export interface World extends TestServices {
  readonly app: Api;
  /** What was written to the service's own log. */
  readonly logged: readonly string[];
  browser(address?: string): Browser;
  /** A user with the password `goodPassword`. @returns the id */
  user(name: string, roles: readonly Role[], fields?: { teams?: string[]; agentId?: string }): Promise<string>;
}

export const goodPassword = "correct horse 电池";

export async function newWorld(
  config: Readonly<Record<string, string>> = {},
  wish: Pick<TestWish, "standards"> = {},
): Promise<World> {
  const settings = { TINGHENG_PUBLIC_URL: "https://qa.example.com", TINGHENG_SECRET: "s".repeat(32), ...config };
  const test = await testServices({ ...wish, config: settings });
  const logged: string[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => logged.push(line) });
  const services: Services = { ...test.services, log };
  const app = createApp(services, findActorIn(services));
  const passwordHash = await hashPassword(goodPassword);
  let browsers = 0;
  return {
    ...test,
    services,
    app,
    logged,
    browser: (address) => {
      browsers += 1;
      return new Browser(app, address ?? `2001:db8::${browsers}`);
    },
    user: async (name, roles, { teams = [], agentId } = {}) => {
      const id = services.newId("usr");
      const user = { id, name, displayName: name, roles, teams, agentId, passwordHash, passwordTemporary: false };
      await insertUser(services.database.kysely, user, services.now());
      return id;
    },
  };
}

/** Keeps cookies as a browser does, and asks the application in memory. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: Api;
  readonly #address: string;

  constructor(app: Api, address: string) {
    this.#app = app;
    this.#address = address;
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await this.#app.request(
      path,
      {
        method,
        headers: {
          ...(cookie === "" ? {} : { cookie }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: this.#address } } },
    );
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  get(path: string): Promise<Response> {
    return this.send("GET", path);
  }

  post(path: string, body?: unknown): Promise<Response> {
    return this.send("POST", path, body);
  }

  async logIn(name: string, more: object = {}): Promise<Response> {
    return this.post("/api/v1/login", { name, password: goodPassword, ...more });
  }

  /** Enrols a second factor. @returns what makes its codes, and the recovery codes */
  async enrol(services: Services): Promise<{ codeAt: (ms?: number) => string; recoveryCodes: string[] }> {
    const { secret } = (await (await this.post("/api/v1/me/factor")).json()) as { secret: string };
    const totp = new TOTP({ secret });
    const codeAt = (ms = 0) => totp.generate({ timestamp: services.now().getTime() + ms });
    const response = await this.post("/api/v1/me/factor/confirm", { code: codeAt() });
    const { recoveryCodes } = (await response.json()) as { recoveryCodes: string[] };
    return { codeAt, recoveryCodes };
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The stable code of a problem. */
export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}
