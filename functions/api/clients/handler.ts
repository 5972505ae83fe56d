import type { Endpoints } from "../../../shared/api/api";
import { type AuthorityPorts, changeOf, operatorOf } from "../../../shared/api/authority";
import { type FieldReader, Mistake, oneOf, optional, readBody, text } from "../../../shared/api/body";
import { cursorOf, pageOf, queryOf } from "../../../shared/api/paging";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import { stale, versioned, versionIn } from "../../../shared/api/versions";
import { isClientId } from "../../../shared/runtime/cognito-event";
import { registerClient, releaseClient } from "../../../shared/tenants/client-registration";
import { CLIENT_KINDS, type Client, isScope, mistakeInRegistration } from "../../../shared/tenants/clients";
import type { Clients } from "../../../shared/tenants/clients-table";
import { isPositionInListing } from "../../../shared/tenants/listing";
import { isPlace } from "../../../shared/tenants/tenant";

interface Ports extends AuthorityPorts {
  readonly clients: Clients;
}

const MOST_SCOPES = 50;

const SCOPES: FieldReader<readonly string[]> = (value) =>
  Array.isArray(value) && value.length <= MOST_SCOPES && value.every(isScope)
    ? [...new Set(value)]
    : new Mistake(`must be a list of at most ${MOST_SCOPES} full names of scopes`);

const HOLDER: FieldReader<string> = (value) =>
  isPlace(value) ? value : new Mistake("must be the id of a tenant, or platform");

const REGISTRATION = {
  name: text(128, /^\S(.*\S)?$/, "text without spaces around it"),
  kind: oneOf(...CLIENT_KINDS),
  tenantId: optional(HOLDER),
  scopes: optional(SCOPES),
};

/** The registry of app clients and their ceilings, for operators. */
export const createHandler = (ports: Ports): Endpoints => ({
  async "GET /clients"(request, run) {
    await operatorOf(ports, request, "tenants.read", run);
    const page = pageOf(queryOf(request, "limit", "cursor"), isPositionInListing());
    const { entries, next } = await ports.clients.list(page, run.signal);
    return { status: 200, body: { clients: entries.map(show), next: cursorOf(next) } };
  },

  async "GET /clients/{clientId}"(request, run) {
    await operatorOf(ports, request, "tenants.read", run);
    queryOf(request);
    const client = await ports.clients.find(clientIn(request), run.signal);
    if (client === undefined) throw noSuchClient();
    return versioned(200, show(client));
  },

  async "PUT /clients/{clientId}"(request, run) {
    const { tenantId, scopes = [], ...named } = readBody(request, REGISTRATION);
    const authority = await operatorOf(ports, request, "tenants.manage", run);
    const registration = {
      clientId: clientIn(request),
      ...named,
      ...(tenantId !== undefined && { tenantId }),
      scopes,
    };
    const mistake = mistakeInRegistration(registration);
    if (mistake !== undefined) throw new Problem("invalid-request", mistake);
    const context = { ...changeOf(authority, run), onVersion: versionIn(request) };
    const change = await registerClient(ports, registration, context);
    switch (change.kind) {
      case "changed":
      case "unchanged":
        return versioned(
          change.kind === "changed" && change.entry.version === 1 ? 201 : 200,
          show(change.entry),
        );
      case "unknown-tenant":
        throw new Problem("invalid-request", undefined, [{ field: "tenantId", detail: "is no tenant" }]);
      case "stale":
        throw stale();
      case "unknown":
        throw noSuchClient();
    }
  },

  async "DELETE /clients/{clientId}"(request, run) {
    const authority = await operatorOf(ports, request, "tenants.manage", run);
    const context = { ...changeOf(authority, run), onVersion: versionIn(request) };
    const change = await releaseClient(ports, clientIn(request), context);
    if (change.kind === "stale") throw stale();
    if (change.kind === "unknown") throw noSuchClient();
    return { status: 204 };
  },
});

/** A text that cannot be the id of a client names none. */
function clientIn({ path: { clientId } }: ApiRequest): string {
  if (clientId === undefined || !isClientId(clientId)) throw noSuchClient();
  return clientId;
}

const noSuchClient = () => new Problem("not-found", "This client is not registered");

const show = ({ clientId, name, kind, tenantId, scopes, managedBy, status, version }: Client) => ({
  clientId,
  name,
  kind,
  tenantId: tenantId ?? null,
  scopes,
  managedBy,
  status,
  version,
});
