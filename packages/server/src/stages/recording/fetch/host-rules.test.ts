import { describe, expect, test } from "vitest";
import { parseAddress } from "./address-reach.ts";
import { type HostSettings, hostOf, hostRules } from "./host-rules.ts";

/** What the rules say of a URL whose name stands for this address. */
function refusal(settings: HostSettings, address: string, text: string, fromOutside = false) {
  const url = new URL(text);
  return hostRules(settings).refusal({ url, host: hostOf(url), address: parseAddress(address)!, fromOutside });
}

const publicAddress = "93.184.216.34";

describe("outside", () => {
  test.each([
    ["https://files.example.com/a.wav", undefined],
    ["https://files.example.com./a.wav", undefined],
    ["https://a.b.example.net/a.wav", undefined],
    ["https://example.net/a.wav", "fetch.unlisted"],
    ["https://example.org/a.wav", "fetch.unlisted"],
    ["https://evilexample.net/a.wav", "fetch.unlisted"],
    ["http://files.example.com/a.wav", "fetch.insecure"],
    ["https://files.example.com:22/a.wav", "fetch.port"],
  ])("%s: %s", (url, expected) => {
    expect(refusal({ onlyHosts: ["files.example.com", "*.example.net"] }, publicAddress, url)).toBe(expected);
  });

  test.each([publicAddress, "2620:fe::fe", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])("%s is public", (address) => {
    expect(refusal({}, address, "https://files.example.com/")).toBeUndefined();
  });

  test("a host that is listed as allowed may use http and any port", () => {
    const settings = { onlyHosts: [], allowedHosts: ["files.example.com:8080"] };
    expect(refusal(settings, publicAddress, "http://files.example.com:8080/")).toBeUndefined();
    expect(refusal(settings, publicAddress, "https://files.example.com/")).toBe("fetch.unlisted");
  });
});

describe("inside", () => {
  const pbx = "http://pbx.lan/a.wav";

  test.each(["127.0.0.1", "10.0.0.5", "172.31.0.1", "192.168.7.7", "100.64.9.9", "fd12::7", "::1"])(
    "a listed name opens %s",
    (address) => expect(refusal({ allowedHosts: ["pbx.lan"] }, address, pbx)).toBeUndefined(),
  );

  test.each([
    "169.254.169.254",
    "100.100.100.200",
    "168.63.129.16",
    "fd00:ec2::254",
    "0.0.0.0",
    "224.0.0.1",
    "fe80::1",
  ])("neither a listed name nor a range opens %s; only the address itself does", (address) => {
    const allowedHosts = ["pbx.lan", "0.0.0.0/0", "::/0"];
    expect(refusal({ allowedHosts }, address, pbx)).toBe("fetch.internal");
    expect(refusal({ allowedHosts: [...allowedHosts, address] }, address, pbx)).toBeUndefined();
  });

  test("nobody outside leads inside, not even to a host that is listed", () => {
    const settings = { allowedHosts: ["pbx.lan", "10.0.0.0/8"] };
    expect(refusal(settings, "10.0.0.5", pbx, false)).toBeUndefined();
    expect(refusal(settings, "10.0.0.5", pbx, true)).toBe("fetch.internal");
  });
});
