import { chooseRole } from "../../../local/identity/role-choice";

const ROLES = { authenticated: "arn:people", unauthenticated: "arn:guests" };
const login = (claims: object, withoutPreference?: "AuthenticatedRole" | "Deny") => ({
  claims: claims as Record<string, unknown>,
  settings: { name: "p", clientId: "c", isTokenChecked: true, tags: {}, withoutPreference },
});
const STAFF = { "cognito:roles": ["arn:staff", "arn:other"], "cognito:preferred_role": "arn:staff" };
const WITHOUT = { "cognito:roles": ["arn:staff", "arn:other"] };

test.each([
  ["a guest", undefined, undefined, "arn:guests"],
  ["a person", login({}), undefined, "arn:people"],
  ["a person whose token does not choose", login(STAFF), undefined, "arn:people"],
  ["a token that prefers one", login(STAFF, "Deny"), undefined, "arn:staff"],
  ["a token that prefers one, and a choice", login(STAFF, "Deny"), "arn:other", "arn:other"],
  ["a token that prefers none", login(WITHOUT, "AuthenticatedRole"), undefined, "arn:people"],
  ["a token without roles", login({}, "AuthenticatedRole"), undefined, "arn:people"],
])("the role of %s", (_, who, custom, role) => {
  expect(chooseRole(ROLES, who, custom)).toBe(role);
});

test.each([
  ["a guest who chooses", ROLES, undefined, "arn:guests", "NotAuthorizedException"],
  ["a person who chooses where tokens do not", ROLES, login(STAFF), "arn:staff", "NotAuthorizedException"],
  [
    "a choice that the token does not have",
    ROLES,
    login(STAFF, "AuthenticatedRole"),
    "arn:people",
    "NotAuthorizedException",
  ],
  [
    "roles that are no list",
    ROLES,
    login({ "cognito:roles": "arn:staff" }, "Deny"),
    "arn",
    "NotAuthorizedException",
  ],
  ["no preference, where that is denied", ROLES, login(WITHOUT, "Deny"), undefined, "NotAuthorizedException"],
  [
    "a pool without a role for people",
    { ...ROLES, authenticated: undefined },
    login({}),
    undefined,
    "InvalidIdentityPoolConfigurationException",
  ],
  [
    "a pool without a role for guests",
    { ...ROLES, unauthenticated: undefined },
    undefined,
    undefined,
    "InvalidIdentityPoolConfigurationException",
  ],
])("there is none for %s", (_, roles, who, custom, name) => {
  expect(() => chooseRole(roles, who, custom)).toThrow(expect.objectContaining({ name }));
});
