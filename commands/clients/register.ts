import { registerClient } from "../../shared/tenants/client-registration";
import {
  CLIENT_KINDS,
  type ClientRegistration,
  isClientKind,
  mistakeInRegistration,
} from "../../shared/tenants/clients";
import { clientsTable } from "../../shared/tenants/clients-table";
import { PLATFORM } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchTenant, ValueError } from "../cli/errors";
import { clientIdFrom, tenantIdFrom } from "../cli/values";
import { tenantRows } from "../stores/tenant-rows";
import { whatIs } from "./list";

export const command = defineCommand({
  summary: "Says what an app client is, and which scopes it can hold at most",
  explanation: [
    "Registers an app client, or changes what was registered before. An own client gets the scopes of each person's role.",
    "A foreign one, such as an agent, keeps of what it asks for what the role and --scope both allow. A machine (a client of",
    "the client credentials grant) acts for a tenant, or for the platform; it keeps of what it asks for what --scope allows.",
    "A client that is not registered is a foreign one without any scope. It takes effect within a minute. Whether the pool",
    "has such a client is not checked. What the stack has registered is the operator's from then on.",
  ].join("\n"),
  args: { clientId: "<clientId>" },
  options: {
    kind: { value: CLIENT_KINDS.join("|"), required: true, explanation: "what the client is" },
    name: { value: "<name>", required: true, explanation: "what operators call it" },
    tenant: { value: "<id | platform>", explanation: "whom a machine acts for" },
    scope: { value: "<scope>", repeatable: true, explanation: "a scope in full, such as api/profile.read" },
  },
  async perform({ args, options }, { stage, clock, signal }) {
    const registration = registrationFrom(args.clientId, options);
    const ports = {
      clients: await stage.open("TenantsTable", clientsTable),
      tenants: await stage.open("TenantsTable", tenantRows),
    };
    const by = { kind: "command", id: "clients:register" } as const;
    const change = await registerClient(ports, registration, { by, now: clock(), signal });
    switch (change.kind) {
      case "unknown-tenant":
        throw noSuchTenant(registration.tenantId ?? "");
      case "changed":
      case "unchanged":
        return [
          `The client ${registration.clientId} (${registration.name}) ${change.kind === "changed" ? "is registered" : "was registered already"}: ${whatIs(change.entry)}.`,
        ];
      default:
        throw new CommandError(
          `${registration.clientId} has changed in the meantime. Run this command again.`,
        );
    }
  },
});

function registrationFrom(
  clientId: string,
  options: {
    readonly kind: string;
    readonly name: string;
    readonly tenant: string | undefined;
    readonly scope: readonly string[];
  },
): ClientRegistration {
  const { kind, tenant } = options;
  if (!isClientKind(kind))
    throw new ValueError(`${kind} is not a kind of client: ${CLIENT_KINDS.join(", ")}`);
  const tenantId = tenant === undefined || tenant === PLATFORM ? tenant : tenantIdFrom(tenant);
  const registration = {
    clientId: clientIdFrom(clientId),
    name: options.name.trim(),
    kind,
    ...(tenantId !== undefined && { tenantId }),
    scopes: [...new Set(options.scope)],
  };
  const mistake = mistakeInRegistration(registration);
  if (mistake !== undefined) throw new ValueError(mistake);
  return registration;
}
