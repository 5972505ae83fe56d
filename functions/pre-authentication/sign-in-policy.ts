import { FaultError, RejectionError } from "../../shared/errors";

/** What is the same for every caller. Never the state of an account or a tenant: anybody may ask before the password. */
export interface SignInPolicy {
  readonly signIn: "open" | "closed";
  readonly allowedClients: readonly string[] | "any";
  readonly throttle: Throttle | "off";
}

export interface Throttle {
  readonly attempts: number;
  readonly minutes: number;
}

export function refusalOfStage(
  { signIn, allowedClients }: SignInPolicy,
  clientId: string | undefined,
): RejectionError | undefined {
  if (signIn === "closed") return new RejectionError("stage-closed", "Sign-in is closed at the moment");
  if (allowedClients !== "any" && (clientId === undefined || !allowedClients.includes(clientId)))
    return new RejectionError("client-not-allowed", "This application may not sign people in");
  return undefined;
}

export function refusalOfAttempt(
  { attempts, minutes }: Throttle,
  attemptsSoFar: number,
): RejectionError | undefined {
  if (attemptsSoFar <= attempts) return undefined;
  return new RejectionError("too-many-attempts", `Too many attempts. Please try again in ${minutes} minutes`);
}

/** Reads `30/15m`: thirty attempts in fifteen minutes. */
export function readThrottle(written: string): Throttle | "off" {
  if (written === "off") return "off";
  const [, attempts, minutes] = /^([1-9]\d{0,5})\/([1-9]\d{0,3})m$/.exec(written) ?? [];
  if (attempts === undefined || minutes === undefined)
    throw new FaultError("SIGN_IN_THROTTLE is neither off nor like 30/15m");
  return { attempts: Number(attempts), minutes: Number(minutes) };
}
