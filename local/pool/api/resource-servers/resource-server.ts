import type { Pool } from "../../pool";
import type { ResourceServer } from "../../settings";
import { invalidParameter, resourceNotFound } from "../errors";
import { NAMED_POOL } from "../input/members";
import { type InputOf, list, part, required, text } from "../input/shapes";

/** The characters of a scope. A scope's name begins with the identifier of its resource server. */
const OF_SCOPES = "[\\x21\\x23-\\x5B\\x5D-\\x7E]+";

export const NAMED_RESOURCE_SERVER = {
  ...NAMED_POOL,
  Identifier: required(text({ shortest: 1, longest: 256, pattern: OF_SCOPES })),
};

export const RESOURCE_SERVER = {
  ...NAMED_RESOURCE_SERVER,
  Name: required(text({ shortest: 1, longest: 256, pattern: "[\\w\\s+=,.@-]+" })),
  Scopes: list(
    part({
      ScopeName: required(
        text({ shortest: 1, longest: 256, pattern: "[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+" }),
      ),
      ScopeDescription: required(text({ shortest: 1, longest: 256 })),
    }),
    100,
  ),
};

export function resourceServer(input: InputOf<typeof RESOURCE_SERVER>): ResourceServer {
  const scopes = (input.Scopes ?? []).map(({ ScopeName, ScopeDescription }) => ({
    name: ScopeName,
    description: ScopeDescription,
  }));
  if (new Set(scopes.map(({ name }) => name)).size < scopes.length)
    throw invalidParameter("Scope names must be unique within a resource server.");
  return { identifier: input.Identifier, name: input.Name, scopes };
}

export function requireResourceServer(
  { settings }: Pool,
  { Identifier: identifier }: InputOf<typeof NAMED_RESOURCE_SERVER>,
): ResourceServer {
  const server = settings.resourceServers.find((candidate) => candidate.identifier === identifier);
  if (server === undefined) throw resourceNotFound(`Resource server ${identifier} does not exist.`);
  return server;
}

export const withoutServer = ({ settings }: Pool, { identifier }: ResourceServer) =>
  settings.resourceServers.filter((candidate) => candidate.identifier !== identifier);

export const serverShape = ({ settings }: Pool, { identifier, name, scopes }: ResourceServer) => ({
  UserPoolId: settings.id,
  Identifier: identifier,
  Name: name,
  ...(scopes.length > 0 && {
    Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
  }),
});
