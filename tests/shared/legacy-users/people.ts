import type { LegacyUser } from "../../../shared/legacy-users/legacy-user";

/** People of an old system, as the LegacyUsers table holds them. Every source is to say the same of them. */
export interface Person {
  readonly login: string;
  readonly legacyId?: string;
  readonly hash?: string;
  readonly scheme?: string;
  readonly salt?: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly disabled?: boolean;
  readonly emailVerified?: boolean;
  readonly tenantId?: string;
  readonly role?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export const PEOPLE: readonly Person[] = [
  {
    login: "blaise@legacy.example",
    legacyId: "4711",
    hash: "5f4dcc3b5aa765d61d8327deb882cf99",
    scheme: "md5(salt+password)",
    salt: "NaCl",
    parameters: { iterations: 25_000, digest: "sha256" },
    disabled: false,
    emailVerified: true,
    tenantId: "acme",
    role: "member",
    attributes: { name: "Blaise Pascal", birthdate: "1990-06-19", locale: "fr" },
  },
  { login: "disabled@legacy.example", legacyId: "4712", hash: "h", disabled: true, emailVerified: true },
  { login: "unverified@legacy.example", legacyId: "4713", hash: "h", disabled: false, emailVerified: false },
  {
    login: "zoe@legacy.example",
    legacyId: "4714",
    hash: "$2y$10$abc",
    disabled: false,
    emailVerified: true,
    attributes: { name: 'Zoë Đặng 🌱 O\'Brien "x" \\ ; -- 丕' },
  },
  { login: "nobody-knows@legacy.example" },
];

/** Signs in as `case@legacy.example`; where a source keeps logins as they were typed, it is another case. */
export const ANY_CASE = {
  login: "case@legacy.example",
  legacyId: "4715",
  hash: "h",
  disabled: false,
  emailVerified: true,
};
export const AS_TYPED = "Case@Legacy.EXAMPLE";

/** As fixed-width columns hold it. A salt may end in a blank of its own. */
export const PADDED: Person = {
  login: "padded@legacy.example",
  legacyId: "4716",
  hash: "5f4dcc3b5aa765d61d8327deb882cf99    ",
  scheme: "md5(salt+password)  ",
  salt: "Na ",
  disabled: false,
  emailVerified: true,
  tenantId: "acme  ",
  role: "member  ",
  attributes: { name: "Ada Lovelace  " },
};
export const UNPADDED: Person = {
  ...PADDED,
  hash: "5f4dcc3b5aa765d61d8327deb882cf99",
  scheme: "md5(salt+password)",
  tenantId: "acme",
  role: "member",
  attributes: { name: "Ada Lovelace" },
};

export const expectedOf = (person: Person): LegacyUser => ({
  id: person.legacyId ?? person.login,
  disabled: person.disabled ?? false,
  emailVerified: person.emailVerified ?? false,
  password: {
    kind: "stored",
    stored: {
      ...person.parameters,
      hash: person.hash ?? "",
      ...(person.scheme !== undefined && { scheme: person.scheme }),
      ...(person.salt !== undefined && { salt: person.salt }),
    },
  },
  attributes: person.attributes ?? {},
  tenantId: person.tenantId,
  role: person.role,
});
