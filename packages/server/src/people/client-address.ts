// The address a request comes from: the other end's, or what a trusted reverse proxy says of it.
import ipaddr from "ipaddr.js";

/**
 * @param peer the other end of the connection
 * @param forwarded the header X-Forwarded-For, to which each proxy adds whom it heard
 * @param trusted addresses or ranges of proxies
 */
export function clientAddress(
  peer: string | undefined,
  forwarded: string | undefined,
  trusted: readonly string[],
): string | undefined {
  const heard = [...(forwarded ?? "").split(",").map((part) => part.trim()), peer ?? ""];
  const path = heard.map(addressOf).reverse();
  const stranger = path.findIndex((address) => address === undefined || !isTrusted(address, trusted));
  // What stands behind a text that is no address was not written by a proxy of ours.
  const nearest = path[stranger] ?? path[Math.max(0, (stranger === -1 ? path.length : stranger) - 1)];
  return nearest?.toString();
}

type Address = ReturnType<typeof ipaddr.process>;

function addressOf(text: string): Address | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}

function isTrusted(address: Address, trusted: readonly string[]): boolean {
  return trusted.some((range) => {
    const [network, bits] = range.includes("/") ? ipaddr.parseCIDR(range) : [ipaddr.process(range), undefined];
    if (network.kind() !== address.kind()) return false;
    return address.match(network, bits ?? (network.kind() === "ipv4" ? 32 : 128));
  });
}
