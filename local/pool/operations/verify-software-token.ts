import { invalidParameter } from "../errors";
import { readHolder, verify } from "../mfa/set-up";
import type { Pool } from "../pool";
import { type Input, requireText } from "../request";

export function verifySoftwareToken(pool: Pool, input: Input) {
  const typed = requireText(input, "UserCode");
  if (!/^\d{6}$/.test(typed))
    throw invalidParameter(
      "1 validation error detected: Value at 'userCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]+",
    );
  return verify(pool, readHolder(pool, input), typed);
}
