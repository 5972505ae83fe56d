import { folded } from "../../../shared/folded";
import { memberKeys } from "../../../shared/people/member-keys";
import { ADA } from "../../harness/people";

const ACTIVE = { tenantId: "acme", role: "member", status: "active" } as const;

test("a member is sorted by name and by address, without case and accents", () => {
  expect(memberKeys(ADA, { ...ACTIVE, name: " Ada Lov\u00e9lace ", email: "Ada@Acme.example" })).toEqual({
    nameKey: `ada lovelace#${ADA}`,
    addressKey: `ada@acme.example#${ADA}`,
    place: "acme#member#active",
  });
});

test("one without a name is sorted by the address, and one without either is there too", () => {
  expect(memberKeys(ADA, { ...ACTIVE, email: "ada@acme.example" }).nameKey).toBe(`ada@acme.example#${ADA}`);
  expect(memberKeys(ADA, { ...ACTIVE, status: "suspended" })).toEqual({
    nameKey: `#${ADA}`,
    addressKey: `#${ADA}`,
    place: "acme#member#suspended",
  });
});

test.each(["\u00c5ngstr\u00f6m", "A\u030angstro\u0308m", "\uff21ngstrom", "ANGSTROM"])(
  "%s is one name with the others",
  (name) => {
    expect(folded(name)).toBe("angstrom");
  },
);

test.each(["x", "\u00df", "\ud83d\ude00", "\u5b57"])(
  "a name of many %s makes a key that DynamoDB takes, of whole characters",
  (character) => {
    const { nameKey } = memberKeys(ADA, { ...ACTIVE, name: `y${character.repeat(2_000)}` });
    expect(Buffer.byteLength(nameKey)).toBeLessThanOrEqual(1_024);
    expect(nameKey.isWellFormed()).toBe(true);
  },
);
