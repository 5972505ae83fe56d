import { labelOf, mislabelled } from "../../../shared/people/labels";
import type { Membership, Profile } from "../../../shared/people/person";
import { ADA, ADAS_ADDRESS, membership, profile } from "../../harness/people";

const memberships = [membership("acme"), membership("globex")] as Membership[];
const wrong = (changes: Record<string, unknown>) =>
  mislabelled({ profile: profile(changes) as Profile, memberships }).map(({ tenantId }) => tenantId);

test("a label is the name and the address, as far as they are known", () => {
  expect(labelOf({ name: "Ada", email: ADAS_ADDRESS })).toEqual({ name: "Ada", email: ADAS_ADDRESS });
  expect(labelOf({ name: "Ada", email: { address: ADAS_ADDRESS, domain: "acme.example" } })).toEqual({
    name: "Ada",
    email: ADAS_ADDRESS,
  });
  expect(labelOf({ name: undefined })).toEqual({});
  expect(labelOf(undefined)).toEqual({});
});

test("the memberships that show something else than the profile are named", () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ name: "Ada King" })).toEqual(["acme", "globex"]);
  expect(wrong({ name: undefined })).toEqual(["acme", "globex"]);
  expect(wrong({ email: "king@acme.example" })).toEqual(["acme", "globex"]);
  const one = membership("globex", ADA, "member", { name: "Ada King", email: ADAS_ADDRESS }) as Membership;
  expect(mislabelled({ profile: profile() as Profile, memberships: [...memberships, one] })).toEqual([one]);
});

test.each(["suspended", "removed"])("those of somebody %s stay as they are", (status) => {
  expect(wrong({ status, name: undefined, email: undefined })).toEqual([]);
  expect(mislabelled({ profile: undefined, memberships })).toEqual([]);
});
