import { objectOf, type StageParameters } from "../stage/parameters";

/** The kind of source from which the stage reads old users, if it is not the LegacyUsers table. */
export function otherSourceOf(stage: StageParameters): string | undefined {
  const { kind = "dynamodb" } = objectOf(stage, "legacySource");
  return kind === "dynamodb" ? undefined : String(kind);
}

/** The table may be filled before the stage reads it, but the operator must know. */
export function remarkOnSource(name: string, parameters: StageParameters): readonly string[] {
  const source = otherSourceOf(parameters);
  if (source === undefined) return [];
  return [
    `The stage ${name} does not read the LegacyUsers table: its legacySource has the kind ${source}. It reads the table once ` +
      "it is deployed with { kind: dynamodb }.",
  ];
}
