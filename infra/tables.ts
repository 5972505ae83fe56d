import { parameterValue, type Variables } from "./framework";

/** What every sign-in reads and writes takes so much at once; null leaves it to DynamoDB. */
export async function warmPeople(variables: Variables) {
  const warm = await parameterValue(variables, "warmThroughput");
  return warm === "off" ? null : { ReadUnitsPerSecond: warm.reads, WriteUnitsPerSecond: warm.writes };
}

/** Attempts are only counted: nobody reads them. */
export async function warmAttempts(variables: Variables) {
  const warm = await parameterValue(variables, "warmThroughput");
  return warm === "off" ? null : { WriteUnitsPerSecond: warm.writes };
}
