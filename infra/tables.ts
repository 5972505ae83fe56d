import { parameterValue, type Variables } from "./framework";

/** The warm throughput of the table that every sign-in reads and writes; null leaves it to DynamoDB. */
export async function warmPeople(variables: Variables) {
  const warm = await parameterValue(variables, "warmThroughput");
  return warm === "off" ? null : { ReadUnitsPerSecond: warm.reads, WriteUnitsPerSecond: warm.writes };
}

/** Attempts are only written. */
export async function warmAttempts(variables: Variables) {
  const warm = await parameterValue(variables, "warmThroughput");
  return warm === "off" ? null : { WriteUnitsPerSecond: warm.writes };
}
