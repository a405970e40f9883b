import { expect, it } from "vitest";
import { clientAddress } from "./client-address.ts";

const proxies = ["10.0.0.0/8", "2001:db8::1"];

it("believes nobody but trusted proxies", () => {
  expect(clientAddress("192.0.2.1", "198.51.100.1", [])).toBe("192.0.2.1");
  expect(clientAddress("192.0.2.1", "198.51.100.1", proxies)).toBe("192.0.2.1");
  expect(clientAddress("10.0.0.1", "198.51.100.1", proxies)).toBe("198.51.100.1");
  expect(clientAddress("::ffff:10.0.0.1", "198.51.100.1", proxies)).toBe("198.51.100.1");
  expect(clientAddress("2001:db8::1", "198.51.100.1, 10.1.1.1", proxies)).toBe("198.51.100.1");
});

it("takes the nearest stranger, not what the stranger wrote", () => {
  expect(clientAddress("10.0.0.1", "127.0.0.1, 198.51.100.1", proxies)).toBe("198.51.100.1");
  expect(clientAddress("10.0.0.1", "198.51.100.1, nonsense", proxies)).toBe("10.0.0.1");
  expect(clientAddress("10.0.0.1", undefined, proxies)).toBe("10.0.0.1");
  expect(clientAddress(undefined, undefined, proxies)).toBeUndefined();
  expect(clientAddress(undefined, "198.51.100.1", proxies)).toBeUndefined();
});
