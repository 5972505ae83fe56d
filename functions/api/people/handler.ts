import type { Endpoints } from "../../../shared/api/api";
import { type AuthorityPorts, changeOf, operatorOf } from "../../../shared/api/authority";
import { queryOf } from "../../../shared/api/paging";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import type { ApiResponse } from "../../../shared/api/response";
import { subIn } from "../../../shared/api/subs";
import { readEmail } from "../../../shared/email";
import { type ErasurePorts, erasePerson } from "../../../shared/people/erasure";
import type { Exclusions } from "../../../shared/people/exclusions-table";
import type { SignOut } from "../../../shared/people/member-changes";
import type { OperatorPeople } from "../../../shared/people/operator-people-table";
import { findOtherProfiles } from "../../../shared/people/other-profiles";
import type { Person } from "../../../shared/people/person";
import {
  exclusionsOfAddress,
  exclusionsOfMarks,
  marksOfPerson,
  peopleAt,
} from "../../../shared/people/person-search";
import { restorePerson } from "../../../shared/people/restoration";
import { suspendPerson } from "../../../shared/people/suspension";
import type { Run } from "../../../shared/runtime/invocation";
import { showExclusion, showPerson } from "./representations";

interface Ports extends AuthorityPorts, Omit<ErasurePorts, "people" | "exclusions"> {
  readonly people: OperatorPeople;
  readonly exclusions: Exclusions;
  readonly signOut: (run: Run) => SignOut;
}

/** People of all tenants, for operators. Repeating a change finishes what was interrupted. */
export const createHandler = (ports: Ports): Endpoints => ({
  async "GET /people"(request, run) {
    await operatorOf(ports, request, "tenants.read", run);
    const address = addressIn(request);
    const [people, exclusions] = await Promise.all([
      peopleAt(ports.people, address, run.signal),
      exclusionsOfAddress(ports.exclusions, address, run.signal),
    ]);
    const shown = await Promise.all(people.map((person) => view(ports, person.profile.sub, person, run)));
    return { status: 200, body: { people: shown, exclusions: exclusions.map(showExclusion) } };
  },

  async "GET /people/{sub}"(request, run) {
    await operatorOf(ports, request, "tenants.read", run);
    queryOf(request);
    return answer(ports, subIn(request), run);
  },

  async "POST /people/{sub}/suspend"(request, run) {
    const authority = await operatorOf(ports, request, "tenants.manage", run);
    const sub = subIn(request);
    const withSignOut = { ...ports, signOut: ports.signOut(run) };
    const { kind } = await suspendPerson(withSignOut, sub, [], changeOf(authority, run));
    if (kind === "removed") throw new Problem("conflict", "They were removed, and cannot be suspended");
    if (kind === "last-operator") throw lastOperator();
    if (kind === "not-found") throw noSuchPerson();
    return answer(ports, sub, run);
  },

  async "POST /people/{sub}/restore"(request, run) {
    const authority = await operatorOf(ports, request, "tenants.manage", run);
    const sub = subIn(request);
    const { kind } = await restorePerson(ports, sub, changeOf(authority, run));
    if (kind === "removed")
      throw new Problem("conflict", "They were removed. Invite them to bring them back");
    if (kind === "unknown-status")
      throw new Problem("conflict", "Their profile has a status that is not known here. Correct it first");
    if (kind === "stale") throw new Problem("conflict", "They were changed in the meantime. Try again");
    if (kind === "not-found") throw noSuchPerson();
    return answer(ports, sub, run);
  },

  async "POST /people/{sub}/erase"(request, run) {
    const authority = await operatorOf(ports, request, "tenants.manage", run);
    const sub = subIn(request);
    const { kind } = await erasePerson(ports, sub, [], changeOf(authority, run));
    if (kind === "last-operator") throw lastOperator();
    if (kind === "came-back")
      throw new Problem("conflict", "They came back while they were being erased. Try again");
    if (kind === "not-found") throw noSuchPerson();
    return answer(ports, sub, run);
  },
});

function addressIn(request: ApiRequest): string {
  const email = readEmail(queryOf(request, "address").address);
  if (email === undefined)
    throw new Problem("invalid-request", undefined, [
      { field: "address", detail: "must be an e-mail address in ASCII" },
    ]);
  return email.address;
}

/** The person as they are now. */
async function answer(ports: Ports, sub: string, run: Run): Promise<ApiResponse> {
  const person = await ports.people.find(sub, run.signal);
  const isKnown = person.profile !== undefined || person.memberships.length > 0;
  if (!isKnown) throw noSuchPerson();
  return { status: 200, body: await view(ports, sub, person, run) };
}

async function view(ports: Ports, sub: string, person: Person, { signal }: Run) {
  const { profile } = person;
  const [exclusions, others] = await Promise.all([
    exclusionsOfMarks(ports.exclusions, marksOfPerson(profile), signal),
    profile === undefined ? [] : findOtherProfiles(ports.people, profile, [], signal),
  ]);
  return showPerson(sub, person, exclusions, others);
}

const noSuchPerson = () => new Problem("not-found", "There is no such person");

const lastOperator = () =>
  new Problem("last-admin", "Nobody else administers the platform. Make somebody else an admin of it first");
