import { CommandError } from "../cli/errors";

/** A stage's public tenant exists by configuration, and has a row only if somebody created one. */
export const noSuchTenant = (tenantId: string): CommandError =>
  new CommandError(
    `There is no tenant ${tenantId}. It is created with: npm run tenants:create -- ${tenantId} --name <name>`,
  );
