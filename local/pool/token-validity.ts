import { invalidParameter } from "./errors";
import { type Input, optionalInteger, optionalPart, optionalWord } from "./request";

const SECONDS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
const UNITS = ["seconds", "minutes", "hours", "days"] as const;

/** How long a kind of token may live, in seconds. */
interface Validity {
  readonly unit: keyof typeof SECONDS;
  readonly byDefault: number;
  readonly least: number;
  readonly most: number;
}

const HOUR = SECONDS.hours;
const DAY = SECONDS.days;
const ACCESS: Validity = { unit: "hours", byDefault: HOUR, least: 300, most: DAY };
const REFRESH: Validity = { unit: "days", byDefault: 30 * DAY, least: HOUR, most: 3_650 * DAY };

/** Zero stands for the default, whatever the unit. */
function readValidity(input: Input, token: "AccessToken" | "IdToken" | "RefreshToken", validity: Validity) {
  const amount = optionalInteger(input, `${token}Validity`, { least: 0, most: 315_360_000 }) ?? 0;
  const units = optionalPart(input, "TokenValidityUnits") ?? {};
  const unit = optionalWord(units, token, UNITS) ?? validity.unit;
  if (amount === 0) return validity.byDefault;
  const seconds = amount * SECONDS[unit];
  if (seconds < validity.least || seconds > validity.most)
    throw invalidParameter("Invalid range for token validity.");
  return seconds;
}

export const readTokenValidity = (input: Input) => ({
  accessTokenSeconds: readValidity(input, "AccessToken", ACCESS),
  idTokenSeconds: readValidity(input, "IdToken", ACCESS),
  refreshTokenSeconds: readValidity(input, "RefreshToken", REFRESH),
});
