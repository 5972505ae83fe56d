import type { Command } from "./cli/command";

const VERBS: Readonly<Record<string, readonly string[]>> = {
  operators: ["add", "list", "remove"],
  people: [
    "list",
    "show",
    "add",
    "import",
    "set-role",
    "leave",
    "suspend",
    "restore",
    "sign-out",
    "lift-exclusion",
    "erase",
    "prove-address",
    "delete-unconfirmed",
  ],
  tenants: [
    "create",
    "suspend",
    "restore",
    "list",
    "claim-domain",
    "prove-domain",
    "release-domain",
    "list-domains",
    "list-providers",
    "bind-provider",
    "unbind-provider",
  ],
  clients: ["list", "show", "register", "release"],
  pool: ["plan", "attach", "detach"],
  stack: ["recover"],
  invitations: ["create", "send", "list", "revoke"],
  audit: ["show"],
  legacy: ["import", "check"],
  migration: ["report", "release"],
};

/**
 * The commands by the names of their npm scripts: `people:erase` is what `people/erase.ts` exports as `command`. Each is loaded when it
 * is needed, because loading all of them takes longer than most commands.
 */
export const COMMANDS: Readonly<Record<string, Command>> = Object.defineProperties(
  {},
  Object.fromEntries(
    Object.entries(VERBS).flatMap(([noun, verbs]) =>
      verbs.map((verb): [string, PropertyDescriptor] => [
        `${noun}:${verb}`,
        { enumerable: true, get: () => require(`./${noun}/${verb}.ts`).command },
      ]),
    ),
  ),
);
