import { type Migration, type Migrations, migrationsTable } from "../../shared/legacy-users/migrations-table";
import type { Exclusion } from "../../shared/people/exclusion";
import { type Exclusions, exclusionsTable } from "../../shared/people/exclusions-table";
import { emailMark, identityMark } from "../../shared/people/marks";
import { accountsOf, claimedMarksOf } from "../../shared/people/named-marks";
import { type OperatorPeople, operatorPeopleTable } from "../../shared/people/operator-people-table";
import type { Membership, Person, Profile } from "../../shared/people/person";
import { peopleAt } from "../../shared/people/person-search";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchPerson } from "../cli/errors";
import { emailFrom } from "../cli/values";

interface Ports {
  readonly people: Pick<OperatorPeople, "find" | "findMarked">;
  readonly exclusions: Pick<Exclusions, "find">;
  readonly migrations: Pick<Migrations, "find">;
}

interface Findings {
  readonly people: readonly (Person & { readonly migration: Migration | undefined })[];
  /** The addresses of these people, and the one on the command line. */
  readonly addresses: readonly { readonly address: string; readonly exclusions: readonly Exclusion[] }[];
  /** The accounts of these people at identity providers. */
  readonly accounts: readonly { readonly federatedAs: string; readonly exclusions: readonly Exclusion[] }[];
}

async function findBySub(ports: Ports, sub: string, signal: AbortSignal): Promise<Findings> {
  const person = await withMigration(ports, await ports.people.find(sub, signal), signal);
  if (person.profile === undefined && person.memberships.length === 0) throw noSuchPerson(sub);
  const addresses = addressesOf(person.profile);
  return {
    people: [person],
    addresses: await Promise.all(addresses.map((address) => findAddress(ports, address, signal))),
    accounts: await findAccounts(ports, [person], signal),
  };
}

/** Finds all who have, or once had, an address of this mailbox. Of an erased person, only the exclusion is left. */
async function findByEmail(ports: Ports, address: string, signal: AbortSignal): Promise<Findings> {
  const holders = await peopleAt(ports.people, address, signal);
  const people = await Promise.all(holders.map((person) => withMigration(ports, person, signal)));
  const found = await findAddress(ports, address, signal);
  if (people.length === 0 && found.exclusions.length === 0)
    throw new CommandError(`Nobody has the address ${address}, and it is not excluded.`);
  return { people, addresses: [found], accounts: await findAccounts(ports, people, signal) };
}

async function withMigration({ migrations }: Ports, person: Person, signal: AbortSignal) {
  const { legacyId } = person.profile ?? {};
  return {
    ...person,
    migration: legacyId === undefined ? undefined : await migrations.find(legacyId, signal),
  };
}

const findAddress = async ({ exclusions }: Ports, address: string, signal: AbortSignal) => ({
  address,
  exclusions: await exclusions.find([emailMark(address)], signal),
});

async function findAccounts({ exclusions }: Ports, people: readonly Person[], signal: AbortSignal) {
  const names = people.flatMap(({ profile }) => (profile === undefined ? [] : accountsOf(profile)));
  return Promise.all(
    [...new Set(names)].map(async (federatedAs) => ({
      federatedAs,
      exclusions: await exclusions.find([identityMark(federatedAs)], signal),
    })),
  );
}

export const command = defineCommand({
  summary: "Shows a person: profile, memberships, migration, exclusion",
  explanation: [
    "Shows a person's profile, memberships, migration from the old system, and whether their address, or their account at",
    "an identity provider, is excluded, from everywhere or from one tenant.",
    "By e-mail, it finds everybody who has, or once had, an address of this mailbox. An erased person can be found by sub",
    "only.",
  ].join("\n"),
  args: { person: "<sub | e-mail>" },
  options: { json: { explanation: "print JSON" } },
  async perform({ args, options }, { stage, signal }) {
    const ports: Ports = {
      people: await stage.open("PeopleTable", operatorPeopleTable),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
      migrations: await stage.open("MigrationsTable", migrationsTable),
    };
    const findings = args.person.includes("@")
      ? await findByEmail(ports, emailFrom(args.person).address, signal)
      : await findBySub(ports, args.person, signal);
    return options.json ? { json: toJson(findings) } : describe(findings);
  },
});

/** JSON has no sets. */
const toJson = (findings: Findings): unknown =>
  JSON.parse(JSON.stringify(findings, (_, value) => (value instanceof Set ? [...value].sort() : value)));

type Row = readonly [name: string, value: string | undefined];

const describe = ({ people, addresses, accounts }: Findings): readonly string[] => [
  ...people.flatMap((person) => [...describePerson(person), ""]),
  ...addresses.flatMap(({ address, exclusions }) => describeExclusions(`address ${address}`, exclusions)),
  ...accounts.flatMap(({ federatedAs, exclusions }) =>
    describeExclusions(`provider account ${federatedAs}`, exclusions),
  ),
  ...(people.length === 0 ? ["No profile has this address."] : []),
];

const describeExclusions = (name: string, exclusions: readonly Exclusion[]): readonly string[] =>
  exclusions.length === 0
    ? [`The ${name} is not excluded.`]
    : exclusions.map(({ status, since, tenantId }) => {
        const where = tenantId === undefined ? "" : ` from ${tenantId}`;
        return `The ${name} is excluded${where}: ${status} since ${since}.`;
      });

function describePerson({ profile, memberships, migration }: Findings["people"][number]): readonly string[] {
  const rows: readonly Row[] = [
    ...(profile === undefined ? [NO_PROFILE] : describeProfile(profile)),
    ...(memberships.length === 0 ? [NO_MEMBERSHIP] : memberships.map(describeMembership)),
    ["migrated", migration && describeMigration(migration, profile)],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(14)}${value}`]));
}

const NO_PROFILE: Row = ["profile", "none: the first sign-in was not completed; the next one completes it"];
const NO_MEMBERSHIP: Row = ["membership", "none"];

const describeProfile = (profile: Profile): readonly Row[] => [
  ["sub", profile.sub],
  ["status", profile.status],
  ["active tenant", profile.activeTenant],
  ["origin", profile.origin],
  ["e-mail", profile.email && `${profile.email} (${profile.emailVerified ? "proven" : "not proven"})`],
  ["proven before", otherAddresses(profile, (address) => isProven(profile, address))],
  ["never proven", otherAddresses(profile, (address) => !isProven(profile, address))],
  ["federated as", profile.federatedAs],
  [
    "accounts",
    accountsOf(profile)
      .filter((name) => name !== profile.federatedAs)
      .join(", ") || undefined,
  ],
  ["name", profile.name],
  ["locale", profile.locale],
  ["legacy id", profile.legacyId],
  ["created", profile.createdAt],
  ["last sign-in", profile.lastSignInAt],
  ["removed", profile.removedAt],
];

const isProven = ({ provenAddresses }: Profile, address: string): boolean =>
  provenAddresses?.has(address) === true;

const otherAddresses = (profile: Profile, isMeant: (address: string) => boolean): string | undefined =>
  addressesOf(profile)
    .filter((address) => address !== profile.email && isMeant(address))
    .join(", ") || undefined;

const addressesOf = (profile: Profile | undefined): readonly string[] =>
  profile === undefined ? [] : claimedMarksOf(profile).flatMap(({ address }) => address ?? []);

function describeMembership({ tenantId, role, status, since, invitedBy }: Membership): Row {
  const standing = status === "active" ? "" : ` (${status})`;
  const author = invitedBy === undefined ? "" : `, let in by the ${invitedBy.kind} ${invitedBy.id}`;
  return ["membership", `${tenantId} as ${role}${standing} since ${since}${author}`];
}

const describeMigration = ({ legacyId, sub, migratedAt }: Migration, profile: Profile | undefined): string =>
  `from legacy id ${legacyId} at ${migratedAt}${sub === profile?.sub ? "" : `, but to ${sub}`}`;
