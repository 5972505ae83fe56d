import type { Command } from "./cli/command";

const VERBS: Readonly<Record<string, readonly string[]>> = {
  people: ["show", "suspend", "restore", "erase", "prove-address", "delete-unconfirmed"],
  tenants: [
    "create",
    "suspend",
    "restore",
    "claim-domain",
    "release-domain",
    "list-providers",
    "bind-provider",
    "unbind-provider",
  ],
  clients: ["list", "show", "register", "release"],
  invitations: ["create", "send", "list", "revoke"],
  legacy: ["import", "check"],
  migration: ["report", "release"],
};

/** The commands by the names of their npm scripts: `people:erase` is what `people/erase.ts` exports as `command`. */
export const COMMANDS: Readonly<Record<string, Command>> = Object.fromEntries(
  Object.entries(VERBS).flatMap(([noun, verbs]) =>
    verbs.map((verb): [string, Command] => [`${noun}:${verb}`, require(`./${noun}/${verb}`).command]),
  ),
);
