// Where an address leads: out to the public network, into the house, or to a place that nobody means when naming a recording.
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** `house`: loopback, private and shared ranges. `closed`: link-local, multicast, reserved, tunnels, and what clouds tell machines about themselves. */
export type Reach = "public" | "house" | "closed";

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

const houseRanges: ReadonlySet<string> = new Set(["loopback", "private", "carrierGradeNat", "uniqueLocal"]);

/** Metadata services outside the link-local range: Alibaba, Azure, AWS, Google, Scaleway. */
const cloudMetadata: ReadonlySet<string> = new Set([
  "100.100.100.200",
  "168.63.129.16",
  "fd00:ec2::254",
  "fd20:ce::254",
  "fd00:42::42",
]);

const global6 = ipaddr.IPv6.parseCIDR("2000::/3");
const translated6 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/** The address that is meant: an IPv4 one inside a mapped or translated IPv6 one comes out. Undefined for what is no address in plain notation. */
export function parseAddress(text: string): Address | undefined {
  if (isIP(text) === 0 || text.includes("%")) return undefined;
  const address = ipaddr.parse(text);
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(translated6) ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;
}

export function reachOf(address: Address): Reach {
  if (cloudMetadata.has(address.toString())) return "closed";
  const range = address.range();
  if (houseRanges.has(range)) return "house";
  if (range !== "unicast") return "closed";
  return address instanceof ipaddr.IPv6 && (!address.match(global6) || isIsatap(address)) ? "closed" : "public";
}

/** An IPv4 address behind `0:5efe` is what an ISATAP router sends to. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return ((parts[4] ?? 0) & 0xfdff) === 0 && parts[5] === 0x5efe;
}
