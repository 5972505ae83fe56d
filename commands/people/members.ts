import type { PageRequest } from "../../shared/paging";
import { exclusionsTable } from "../../shared/people/exclusions-table";
import { changeMember, type MemberChangePorts } from "../../shared/people/member-changes";
import { listsFor, type MemberPosition, type MemberQuery } from "../../shared/people/member-lists";
import { type Member, type MemberChange, membersTable } from "../../shared/people/members-table";
import { peopleTable } from "../../shared/people/people-table";
import { PLATFORM } from "../../shared/tenants/tenant";
import type { CommandDependencies } from "../cli/command";
import { CommandError } from "../cli/errors";
import { everyEntry } from "../stores/every-entry";
import { sessionsEnding } from "./sessions";

/** All members of a tenant, or of the platform, by name. */
export async function everyMember(
  tenantId: string,
  query: MemberQuery,
  { stage, signal }: CommandDependencies,
): Promise<readonly Member[]> {
  const { list } = await stage.open("PeopleTable", membersTable);
  const lists = listsFor(tenantId, query);
  const page = (request: PageRequest<MemberPosition>) => list(tenantId, lists, request, signal);
  return everyEntry(page, signal);
}

export const describeMember = ({ sub, name, email, role, status, since }: Member): string =>
  `${sub} (${name ?? email ?? "no name"}${name === undefined || email === undefined ? "" : `, ${email}`}): ${role}${status === "active" ? "" : `, ${status}`}, since ${since}`;

/** Changes a membership by the rules of the API. */
export async function changeMembership(
  { tenantId, sub }: { readonly tenantId: string; readonly sub: string },
  change: Partial<MemberChange>,
  dependencies: CommandDependencies,
): Promise<Member> {
  const { stage, context } = dependencies;
  const ports: MemberChangePorts = {
    people: await stage.open("PeopleTable", peopleTable),
    members: await stage.open("PeopleTable", membersTable),
    exclusions: await stage.open("PeopleTable", exclusionsTable),
    signOut: sessionsEnding(dependencies),
  };
  const changed = await changeMember(ports, { tenantId, sub, version: undefined }, change, context());
  switch (changed.kind) {
    case "changed":
      return changed.member;
    case "not-found":
      throw new CommandError(`${sub} is no member of ${tenantId}.`);
    case "stale":
      throw new CommandError(`The membership of ${sub} has changed in the meantime. Run the command again.`);
    case "last-admin":
      throw new CommandError(lastAdmin(sub, tenantId));
  }
}

function lastAdmin(sub: string, tenantId: string): string {
  const next =
    tenantId === PLATFORM
      ? "npm run operators:add -- <e-mail>"
      : `npm run people:add -- <sub | e-mail> --tenant ${tenantId} --role admin`;
  return `${sub} is the only admin of ${tenantId}. Make somebody else one first: ${next}`;
}
