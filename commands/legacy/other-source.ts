import { CommandError } from "../cli/errors";
import { objectOf, type StageParameters } from "../stage/parameters";

/*
 * Commands read the legacySource of a stage from serverless.yml. They do not know the --param of a deployment or of npm start, so
 * every message names the file.
 */

const hasNoLegacyUsers = ({ legacySource }: StageParameters): boolean => legacySource === "none";

/** The stack of a stage without old users has no table of them. */
export function refuseWithoutLegacyUsers(name: string, parameters: StageParameters): void {
  if (hasNoLegacyUsers(parameters))
    throw new CommandError(
      `The stage ${name} has no old users: its legacySource in serverless.yml is none. Write another one there and deploy it first.`,
    );
}

/** The kind of source from which the stage reads old users, if it is not the LegacyUsers table. */
export function otherSourceOf(stage: StageParameters): string | undefined {
  if (hasNoLegacyUsers(stage)) return "none";
  const { kind = "dynamodb" } = objectOf(stage, "legacySource");
  return kind === "dynamodb" ? undefined : String(kind);
}

/** The table may be filled before the stage reads it, but the operator must know. */
export function remarkOnSource(name: string, parameters: StageParameters): readonly string[] {
  const source = otherSourceOf(parameters);
  if (source === undefined) return [];
  if (source === "none")
    return [`The stage ${name} has no old users: its legacySource in serverless.yml is none.`];
  return [
    `The stage ${name} does not read the LegacyUsers table: its legacySource in serverless.yml has the kind ${source}. It ` +
      "reads the table once it is deployed with { kind: dynamodb }.",
  ];
}
