import { afterAll, beforeAll, expect, it } from "vitest";
import { hostileKeys } from "../../../store/src/objects/testing/hostile-keys.contract.ts";
import { type Doors, openDoors } from "./hostile-addresses.contract.ts";

let doors: Doors;
beforeAll(async () => {
  doors = await openDoors();
});
afterAll(() => doors.close());

it("gives no file for a path in the place of a name", async () => {
  for (const key of hostileKeys) expect(await doors.tryName(key), JSON.stringify(key.slice(0, 80))).toEqual([]);
});
