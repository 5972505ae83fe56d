import bcryptjs from "bcryptjs";
import { equalEffort } from "../../../functions/user-migration/equal-effort";
import type { LegacyUser } from "../../../shared/legacy-users/legacy-user";

const user = (hash: string): LegacyUser => ({
  id: "4711",
  disabled: false,
  emailVerified: true,
  password: { hash },
  attributes: {},
  tenantId: undefined,
  role: undefined,
});

const compare = jest.spyOn(bcryptjs, "compare");
beforeEach(() => compare.mockClear());

test.each([
  ["nobody", undefined, "mismatch"],
  ["a hash that cannot be read", user("unreadable"), "unreadable"],
  ["a hash that costs too much", user(`$2b$31$${"a".repeat(53)}`), "too-costly"],
  ["a wrong password", user(bcryptjs.hashSync("another", 4)), "mismatch"],
  ["the right password", user(bcryptjs.hashSync("password", 4)), "match"],
] as const)("one hash is worked through for %s", async (_, legacyUser, verdict) => {
  await expect(equalEffort(4, { bcryptCost: 6 })("password", legacyUser)).resolves.toBe(verdict);
  expect(compare).toHaveBeenCalledTimes(1);
  expect(compare).toHaveBeenCalledWith("password", expect.stringMatching(/^\$2b\$04\$.{53}$/));
});

test("a usual cost above the highest is a fault, because nothing would be worked through", () => {
  expect(() => equalEffort(7, { bcryptCost: 6 })).toThrow(
    "LEGACY_BCRYPT_COST is above LEGACY_BCRYPT_MAX_COST",
  );
});
