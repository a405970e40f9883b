// Who may be asked for a recording: everybody outside over https, or only some; inside the house only who is listed.
import { AppError, type ErrorCode } from "@tingheng/domain";
import ipaddr from "ipaddr.js";
import { type Address, parseAddress, type Reach, reachOf } from "./address-reach.ts";

export interface HostSettings {
  /** Asked on any port, over http too, and inside the house: `pbx.lan`, `pbx.lan:8088`, `10.0.5.7`, `10.0.5.0/24`.
   * A name or a range opens loopback and private addresses; others (link-local, metadata) only when listed one by one. */
  readonly allowedHosts?: readonly string[];
  /** Given, nobody else outside is asked: `files.example.com`, `*.example.com`. */
  readonly onlyHosts?: readonly string[];
}

/** One step of a download, its name already resolved. */
interface Target {
  readonly url: URL;
  /** Lower case, without the last dot. */
  readonly host: string;
  readonly address: Address;
  /** Redirected from a server outside. */
  readonly fromOutside: boolean;
}

type Refusal = Extract<ErrorCode, `fetch.${string}`>;

export interface HostRules {
  /** Why a target is not asked; undefined when it is. */
  refusal(target: Target): Refusal | undefined;
}

interface Rule {
  opens(reach: Reach, target: Target): boolean;
}

/** @throws AppError `usage` for an entry that can't be read */
export function hostRules(settings: HostSettings): HostRules {
  const allowed = (settings.allowedHosts ?? []).map(parseRule);
  const only = settings.onlyHosts?.map(parsePattern);
  return {
    refusal(target) {
      const reach = reachOf(target.address);
      const listed = allowed.some((rule) => rule.opens(reach, target));
      if (listed && !(target.fromOutside && reach !== "public")) return undefined;
      if (reach !== "public") return "fetch.internal";
      if (only !== undefined && !only.some((matches) => matches(target.host))) return "fetch.unlisted";
      if (target.url.protocol !== "https:") return "fetch.insecure";
      return portOf(target.url) === 443 ? undefined : "fetch.port";
    },
  };
}

export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.+$/, "");
}

export function portOf(url: URL): number {
  return Number(url.port === "" ? { "http:": 80, "https:": 443 }[url.protocol] : url.port);
}

function parseRule(entry: string): Rule {
  const text = entry.trim();
  if (text.includes("/")) return rangeRule(text);
  const bare = parseAddress(text);
  if (bare !== undefined) return addressRule(bare, undefined);
  const [, name = "", port] = /^(\[[^\]]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = parseHost(name);
  if (host === undefined) throw unreadable(entry);
  const number = port === undefined ? undefined : Number(port);
  const address = parseAddress(host);
  if (address !== undefined) return addressRule(address, number);
  return { opens: (reach, target) => reach !== "closed" && target.host === host && onPort(target, number) };
}

function rangeRule(text: string): Rule {
  if (!ipaddr.isValidCIDR(text)) throw unreadable(text);
  const range = ipaddr.parseCIDR(text);
  return {
    opens: (reach, { address }) =>
      reach !== "closed" && ipaddr.subnetMatch(address, { range: [range] }, "") === "range",
  };
}

/** Named one by one it may be any address. */
function addressRule(listed: Address, port: number | undefined): Rule {
  return { opens: (_, target) => target.address.toString() === listed.toString() && onPort(target, port) };
}

function onPort({ url }: Target, port: number | undefined): boolean {
  return port === undefined || portOf(url) === port;
}

function parsePattern(entry: string): (host: string) => boolean {
  const under = entry.startsWith("*.");
  const host = parseHost(under ? entry.slice(2) : entry);
  if (host === undefined) throw unreadable(entry);
  return under ? (asked) => asked.endsWith(`.${host}`) : (asked) => asked === host;
}

/** As a URL would write it. */
function parseHost(name: string): string | undefined {
  const url = name === "" ? null : URL.parse(`https://${name}`);
  return url === null || url.pathname !== "/" || url.username !== "" ? undefined : hostOf(url);
}

function unreadable(entry: string): AppError {
  return new AppError("usage", {
    problem: `${entry} is neither a host (pbx.lan, pbx.lan:8088) nor a range (10.0.5.0/24)`,
  });
}
