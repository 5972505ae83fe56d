import type { Client } from "../../shared/tenants/clients";
import { clientsTable } from "../../shared/tenants/clients-table";
import { defineCommand } from "../cli/command";
import { everyEntry } from "../stores/every-entry";

export const command = defineCommand({
  summary: "Lists the app clients that are registered",
  explanation: [
    "Lists the app clients that are registered, by name, with what they are and the scopes that they can hold at most. Only",
    "the listing is read, page by page. The pool may have more clients; whoever is not in here can do the least there is.",
  ].join("\n"),
  args: {},
  options: { json: { explanation: "print JSON" } },
  async perform({ options }, { stage, signal }) {
    const { list } = await stage.open("TenantsTable", clientsTable);
    const clients = await everyEntry(list, signal);
    if (options.json) return { json: clients };
    return clients.length === 0 ? ["No client is registered."] : clients.map(lineOf);
  },
});

const lineOf = ({ clientId, name, ...client }: Client): string => `${clientId} (${name}): ${whatIs(client)}`;

/** What a client is, in words. */
export function whatIs({ kind, tenantId, scopes }: Pick<Client, "kind" | "tenantId" | "scopes">): string {
  const ceiling = `at most ${scopes.length === 0 ? "no scopes" : scopes.join(", ")}`;
  switch (kind) {
    case "own":
      return "own, with the scopes of each person's role";
    case "foreign":
      return `foreign, ${ceiling}`;
    case "machine":
      return tenantId === undefined
        ? "a machine that acts for nobody yet, so it gets no token"
        : `a machine of ${tenantId}, ${ceiling}`;
  }
}
