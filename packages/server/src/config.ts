// Settings: from the environment and one file, read here alone, checked once at start.
import { existsSync, readFileSync } from "node:fs";
import { AppError, expectation, Role, valueAt } from "@tingheng/domain";
import ipaddr from "ipaddr.js";
import { parse } from "yaml";
import { z } from "zod";
import { Watches } from "./intake/watch-settings.ts";
import { languageModelConfig } from "./model/model-config.ts";

const port = z.coerce.number().int().min(0).max(65_535);
const truth = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);

/** Names that others read: this file's own, and those of the command line. */
const elsewhere = new Set(["TINGHENG_CONFIG", "TINGHENG_KEY", "TINGHENG_MODELS_MIRROR", "TINGHENG_RECOGNISER_KEY"]);
/** A list in the file; in the environment one text with commas. */
const words = z.union([z.array(z.string()), z.string().transform((text) => text.split(/\s*,\s*/).filter(Boolean))]);

const rolesOfGroups = z.preprocess(
  (value) => (typeof value === "string" ? jsonOf(value) : value),
  z.record(z.string(), z.union([z.array(Role), Role.transform((role) => [role])])),
);

/** By name in the file; in the environment as OpenTelemetry writes them. */
const headers = z.preprocess(
  (value) => (typeof value === "string" ? headersIn(value) : value),
  z.record(z.string().regex(/^[\w-]+$/, "a header's name"), z.string()),
);

/** Several values: a list in the file, words between commas in the environment. */
const list = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(",").map((one) => one.trim()))])
  .transform((all) => all.filter((one) => one !== ""))
  .default([]);

/** Every setting, by the name it has in the file; in the environment it is `TINGHENG_` and the name in capitals. */
const Settings = z.strictObject({
  /** Where the embedded database and recordings lie. */
  folder: z.string().min(1).default("tingheng-data"),
  /** PostgreSQL's address; also read from DATABASE_URL. Without one the embedded database is used. */
  database_url: z.string().optional(),
  host: z.string().min(1).default("127.0.0.1"),
  port: port.default(8470),
  /** The path below which a reverse proxy shows the service, e.g. /qa. */
  base_path: z
    .string()
    .regex(/^(\/[A-Za-z0-9._~-]+)*$/, "a path like /qa, without a slash at its end")
    .default(""),
  /** The address that people's browsers use, for links and cookies. */
  public_url: z.url().optional(),
  /** What this process does: all of it, only the API, only the work. */
  part: z.enum(["all", "api", "worker"]).default("all"),
  /** Threads that judge. */
  judges: z.coerce.number().int().min(1).max(64).default(1),
  /** Where standards and what belongs to them lie; the shipped ones where it is not set. */
  knowledge: z.string().optional(),
  /** How many days the log of who did what is kept, 183 at least; for good where it is not set. */
  audit_days: z.coerce.number().int().min(183).max(36_525).optional(),
  /** Hosts (names, addresses, ranges) from which recordings are fetched by their address; none where it is empty. */
  fetch_hosts: list,
  recogniser: z.string().optional(),
  models: z.string().optional(),
  /** 32 bytes (base64 or hex) or the path of a file with them; recordings are encrypted where it is set. */
  storage_key: z.string().optional(),
  s3_url: z.string().optional(),
  s3_bucket: z.string().optional(),
  s3_region: z.string().default("us-east-1"),
  s3_key_id: z.string().optional(),
  s3_secret: z.string().optional(),
  s3_prefix: z.string().default(""),
  /** Secret from which keyed hashes and signatures are derived; made and kept in the folder where it is not set. */
  secret: z.string().min(32).optional(),
  log_level: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Whether cookies are sent over HTTPS alone; told from public_url and host where it is not set. */
  secure_cookies: truth.optional(),
  /** Whether anybody who reaches the service may read /metrics, which hold no personal data. */
  metrics_open: truth.default(false),
  /** Where traces go (OpenTelemetry, OTLP over HTTP), e.g. http://collector:4318/v1/traces; none are made where it is not set. */
  traces_url: z.url({ protocol: /^https?$/ }).optional(),
  /** Which share of the traces that begin here is kept, from 0 to 1; whoever asks with a trace of their own decides for it. */
  traces_ratio: z.coerce.number().min(0).max(1).default(1),
  /** Headers that the receiver of traces wants, by name; in the environment name=value between commas. */
  traces_headers: headers.default({}),
  /** The port on which a process that only works answers for its health and metrics; none where it is not set. */
  health_port: port.optional(),
  /** Addresses or ranges of reverse proxies whose X-Forwarded-For is believed. */
  trusted_proxies: words
    .refine(
      (ranges) => ranges.every((range) => ipaddr.isValid(range) || ipaddr.isValidCIDR(range)),
      "addresses or ranges",
    )
    .default([]),
  /** A session ends when nothing was done for so long, and after so long in any case. */
  session_idle_minutes: z.coerce.number().int().min(1).max(1_440).default(30),
  session_hours: z.coerce.number().int().min(1).max(168).default(12),
  /** The first administrator, made at start when there is nobody of that name. */
  admin_name: z.string().optional(),
  admin_password: z.string().optional(),
  /** Single sign-on by OpenID Connect: the provider's address, and what it knows this service as. */
  oidc_issuer: z.url().refine(isSafeIssuer, "https, or http on this machine").optional(),
  oidc_client_id: z.string().optional(),
  oidc_client_secret: z.string().optional(),
  oidc_scope: z.string().default("openid profile email"),
  /** The name of the login button. */
  oidc_name: z.string().default("SSO"),
  oidc_groups_claim: z.string().default("groups"),
  /** Which groups have which roles: a group's name to a role or several; in the environment as JSON. */
  oidc_roles: rolesOfGroups.default({}),
  /** The claims with a person's teams and agent id, where there are any. */
  oidc_team_claim: z.string().optional(),
  oidc_agent_claim: z.string().optional(),
  /** Whether the provider is trusted to ask administrators for a second factor, or each login is asked for one here unless the provider says that it did. */
  oidc_second_factor: z.enum(["provider", "own"]).default("own"),
  /** Whether an account of this service is joined to a person at the provider by somebody's hand only, or also where the provider vouches for the person's address and an administrator gave it to that account. */
  oidc_link: z.enum(["by-hand", "verified-email"]).default("by-hand"),
  ...languageModelConfig,
  /** How long events are kept for those who follow them and were away. */
  events_days: z.coerce.number().min(1).max(90).default(7),
  /** Folders and prefixes of buckets from which calls are taken; in the file only. */
  watch: Watches,
  /** Hosts or ranges inside the house that webhooks may be sent to: crm.lan, crm.lan:8080, 10.0.5.0/24. */
  webhook_hosts: words.default([]),
  /** How long it is kept what was delivered and how that went. */
  webhook_log_days: z.coerce.number().min(1).max(400).default(30),
});

export type Config = z.output<typeof Settings>;

/**
 * @param environment `process.env`, or what a test gives
 * @throws AppError `input.malformed` naming the setting, where it stands, what was expected and found
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const file = environment.TINGHENG_CONFIG;
  const fromFile = file === undefined ? {} : readFile(file);
  const fromEnvironment = Object.fromEntries(
    Object.keys(Settings.shape).flatMap((name) => {
      const value =
        environment[environmentName(name)] ?? (name === "database_url" ? environment.DATABASE_URL : undefined);
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith("TINGHENG_") && !elsewhere.has(name) && !isSetting(name),
  );
  if (unknown !== undefined)
    throw malformed(unknown, `one of ${Object.keys(Settings.shape).map(environmentName).join(", ")}`, unknown);
  const result = Settings.safeParse({ ...fromFile, ...fromEnvironment });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = String(issue?.path[0] ?? (issue as { keys?: string[] } | undefined)?.keys?.[0] ?? "");
  const inside = (issue?.path ?? []).slice(1).map((part) => `.${String(part)}`);
  const where = name in fromEnvironment ? environmentName(name) : `${file}: ${name}${inside.join("")}`;
  const value = valueAt({ ...fromFile, ...fromEnvironment }, issue?.path ?? [name]);
  const path = (issue?.path ?? [name]).map(String);
  throw malformed(
    where,
    issue === undefined ? "a setting" : expectation(issue),
    shown(path, value)?.slice(0, 200) ?? "nothing",
  );
}

/** As JSON, without what nobody may read in a log. */
function shown(path: readonly string[], value: unknown): string | undefined {
  const isSecret = (name: string) => /(secret|password|key|database_url|headers)$/.test(name);
  const hidden = (inner: unknown) => `${String(inner).length} characters`;
  if (path.some(isSecret) && value !== undefined) return hidden(value);
  return JSON.stringify(value, (name, inner: unknown) => (isSecret(name) ? hidden(inner) : inner));
}

function environmentName(name: string): string {
  return `TINGHENG_${name.toUpperCase()}`;
}

function isSetting(name: string): boolean {
  return name.slice("TINGHENG_".length).toLowerCase() in Settings.shape;
}

function readFile(path: string): Record<string, unknown> {
  if (!existsSync(path)) throw new AppError("input.not-found", { path });
  const value: unknown = parse(readFileSync(path, "utf8"));
  if (typeof value !== "object" || value === null)
    throw malformed(path, "settings, one a line (name: value)", String(value));
  return value as Record<string, unknown>;
}

function malformed(where: string, expected: string, found: string): AppError {
  return new AppError("input.malformed", { where, expected, found });
}

function headersIn(text: string): Record<string, string> {
  const pairs = text.split(",").filter((pair) => pair.trim() !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [pair.trim(), ""] : [pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())];
    }),
  );
}

/** A percent sign that stands for itself stays. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Plain HTTP that never leaves this machine. */
export function isLoopbackHttp({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function isSafeIssuer(text: string): boolean {
  const url = new URL(text);
  return url.protocol === "https:" || isLoopbackHttp(url);
}
