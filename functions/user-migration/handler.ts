import type { Attempts } from "../../shared/attempts/attempts-table";
import { isTooOften } from "../../shared/attempts/throttle";
import { type EmailAddress, readEmail } from "../../shared/email";
import { readText } from "../../shared/json";
import {
  AmbiguousLoginError,
  type LegacyPassword,
  type LegacyUser,
  type LegacyUsers,
  type StoredPassword,
} from "../../shared/legacy-users/legacy-user";
import type { Migrations } from "../../shared/legacy-users/migrations-table";
import { meetsPolicy } from "../../shared/password-policy";
import type { Verdict } from "../../shared/passwords";
import { waitForFloor } from "../../shared/runtime/answer-floor";
import type { CognitoEvent } from "../../shared/runtime/cognito-event";
import type { Run } from "../../shared/runtime/invocation";
import type { TriggerOutcomes } from "../../shared/runtime/outcomes";
import { closureOfStage, type StageAccess } from "../../shared/runtime/stage-access";
import type { TriggerHandler } from "../../shared/runtime/trigger";
import { mapAttributes } from "./attributes";
import { type Attempt, decideMigration, LONGEST_ID, type MigrationDecision, none } from "./migration";
import type { MigrationPolicy } from "./migration-policy";

interface Ports {
  readonly legacyUsers: LegacyUsers;
  readonly migrations: Pick<Migrations, "find">;
  readonly attempts: Attempts;
  readonly verify: (candidate: string, stored: StoredPassword, signal: AbortSignal) => Promise<Verdict>;
  readonly access: StageAccess;
  readonly policy: MigrationPolicy;
}

/**
 * Runs when a person whom the pool does not know signs in or asks for a new password. If nobody is migrated, the
 * event goes back unchanged after at least the floor, whatever the reason. Cognito then answers as for any wrong
 * password. A request for a new password proves nothing, so it takes the floor even if it migrates.
 */
export const createHandler =
  (ports: Ports): TriggerHandler<"user-migration"> =>
  async (event, run) => {
    const decision = await decide(ports, event, run);
    if (decision.kind === "none") run.outcome("not-migrated", { reason: decision.reason });
    if (decision.kind === "none" || event.triggerSource === "UserMigration_ForgotPassword")
      await waitForFloor(ports.policy.floorMs, run);
    return decision.kind === "none" ? event : migrated(event, decision, ports.policy, run);
  };

async function decide(ports: Ports, event: CognitoEvent, run: Run): Promise<MigrationDecision> {
  const login = readEmail(event.userName);
  if (login === undefined) return none("not-an-email");
  const closure = closureOfStage(ports.access, event);
  if (closure !== undefined) return none(closure);
  if (!SOURCES.includes(event.triggerSource)) {
    run.warn("unknown trigger source");
    return none("unknown-source");
  }
  const isSignIn = event.triggerSource === "UserMigration_Authentication";
  if (!isSignIn && ports.policy.forgotPassword === "off") return none("forgot-password-off");
  if (await isThrottled(ports, login, run)) return none("throttled");
  const password = isSignIn ? readText(event.request.password) : undefined;
  const user = await findUser(ports.legacyUsers, login, password, run);
  if (user === "ambiguous") return none("ambiguous-login");
  const legacyId = user !== undefined && user.id.length <= LONGEST_ID ? user.id : login.address;
  const [migration, attempt] = await Promise.all([
    ports.migrations.find(legacyId, run.signal),
    isSignIn ? readAttempt(password ?? "", user, ports, run.signal) : FORGOT_PASSWORD,
  ]);
  const { legacyEmails, weakPasswords } = ports.policy;
  return decideMigration({
    attempt,
    user,
    alreadyMigrated: migration !== undefined,
    emailVerified: user !== undefined && (user.emailVerified || legacyEmails === "verified"),
    weakPasswords,
  });
}

/** A fault that concerns a single login must not show outside: it would tell that the login is known. */
async function findUser(
  legacyUsers: LegacyUsers,
  login: EmailAddress,
  password: string | undefined,
  run: Run,
): Promise<LegacyUser | "ambiguous" | undefined> {
  try {
    return await legacyUsers.findByLogin(login.address, run.signal, password);
  } catch (error) {
    if (!(error instanceof AmbiguousLoginError)) throw error;
    run.warn(error.message);
    return "ambiguous";
  }
}

const SOURCES: readonly string[] = ["UserMigration_Authentication", "UserMigration_ForgotPassword"];

/**
 * Counted before the old system is asked, for known and unknown names alike. So guesses reach the old system no more
 * often than this.
 */
async function isThrottled({ attempts, policy }: Ports, login: EmailAddress, run: Run): Promise<boolean> {
  const { throttle } = policy;
  if (throttle === "off") return false;
  return isTooOften(throttle, await attempts.count(login.address, throttle, run.now, run.signal));
}

const FORGOT_PASSWORD: Attempt = { kind: "forgot-password" };

async function readAttempt(
  password: string,
  user: LegacyUser | undefined,
  { verify, policy }: Ports,
  signal: AbortSignal,
): Promise<Attempt> {
  return {
    kind: "sign-in",
    verdict: user === undefined ? "mismatch" : await verdictOf(password, user.password, verify, signal),
    meetsPolicy: meetsPolicy(password, policy.passwords),
  };
}

async function verdictOf(
  candidate: string,
  password: LegacyPassword,
  verify: Ports["verify"],
  signal: AbortSignal,
): Promise<Verdict> {
  if (password.kind === "stored") return verify(candidate, password.stored, signal);
  return password.isRight ? "match" : "mismatch";
}

function migrated(
  event: CognitoEvent,
  { user, status, emailVerified }: Extract<MigrationDecision, { kind: "migrate" }>,
  { customAttributes }: MigrationPolicy,
  run: Run<TriggerOutcomes["user-migration"]>,
): CognitoEvent {
  // The address goes back as it was typed, because Cognito compares the two.
  const email = readText(event.userName) ?? "";
  const { userAttributes, dropped } = mapAttributes(user, { email, emailVerified }, customAttributes);
  if (dropped.length > 0) run.warn(`not taken over: ${dropped.map(printable).join(", ")}`);
  run.outcome("migrated", { status });
  return {
    ...event,
    response: {
      userAttributes,
      finalUserStatus: status,
      messageAction: "SUPPRESS",
      desiredDeliveryMediums: ["EMAIL"],
      forceAliasCreation: false,
    },
  };
}

const printable = (name: string): string => name.slice(0, 64).replace(/[^\w:.-]/g, "?");
