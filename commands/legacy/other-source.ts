import { objectOf, type Parameters } from "../stage/stage-parameters";

/** The kind of source that the stage reads old users from, if it is not the LegacyUsers table. */
export function otherSourceOf(stage: Parameters): string | undefined {
  const { kind = "dynamodb" } = objectOf(stage, "legacySource");
  return kind === "dynamodb" ? undefined : String(kind);
}

/** The table may be filled before its stage is switched over to it, but not without a word. */
export function remarkOnSource(name: string, parameters: Parameters): readonly string[] {
  const source = otherSourceOf(parameters);
  if (source === undefined) return [];
  return [
    `The stage ${name} does not read the LegacyUsers table: its legacySource is of the kind ${source}. The table counts once ` +
      "it is deployed with { kind: dynamodb }.",
  ];
}
