/** The command line does not have the form of this command. The usage is printed with the message. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The command line has a value that the command does not take. The message says what it takes, so it is printed alone. */
export class ValueError extends Error {
  override readonly name = "ValueError";
}

/** The command cannot do what it was asked to do. The message is for the operator. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

export const noSuchPerson = (sub: string): CommandError =>
  new CommandError(
    sub.includes("@")
      ? `${sub} is an address, and this command takes a sub. To find it: npm run people:show -- ${sub}`
      : `There is no profile of ${sub}. To find a sub: npm run people:show -- <e-mail>`,
  );

/** The public tenant of a stage exists by configuration, so it may have no row either. */
export const noSuchTenant = (tenantId: string): CommandError =>
  new CommandError(
    `There is no tenant ${tenantId}. To create it: npm run tenants:create -- ${tenantId} --name <name>`,
  );

export const noSuchInvitation = (address: string, tenantId: string): CommandError =>
  new CommandError(`There is no invitation of ${address} to ${tenantId}.`);

export const noSuchClient = (clientId: string): CommandError =>
  new CommandError(`The client ${clientId} is not registered.`);

export const noSuchProvider = (name: string): CommandError =>
  new CommandError(`The identity provider ${name} is not bound.`);

/** What the operating system reports about a file, in one sentence. */
export function fileError(name: string, action: "read" | "written", error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined
    ? error
    : new CommandError(`${name} cannot be ${action} (${code}).`, { cause: error });
}
