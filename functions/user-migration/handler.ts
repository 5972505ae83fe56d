import { type CognitoEvent, readText } from "../../shared/cognito-event";
import type { LegacyUser, LegacyUsers } from "../../shared/legacy-users/legacy-user";
import type { Migrations } from "../../shared/legacy-users/migrations-table";
import { type EmailAddress, readEmail } from "../../shared/people/email";
import { refusalOfStage, type StageAccess } from "../../shared/stage-access";
import type { Run, TriggerHandler } from "../../shared/trigger";
import { type CustomAttributes, mapAttributes } from "./attributes";
import { type Attempt, decideMigration } from "./migration";
import { meetsPolicy, type PasswordPolicy } from "./password-policy";
import type { Verdict } from "./passwords";

interface Ports {
  readonly legacyUsers: LegacyUsers;
  readonly migrations: Pick<Migrations, "find">;
  /** Costs the same for a user and for nobody. */
  readonly verify: (candidate: string, user: LegacyUser | undefined) => Promise<Verdict>;
  readonly access: StageAccess;
  readonly policy: MigrationPolicy;
}

export interface MigrationPolicy {
  readonly passwords: PasswordPolicy;
  readonly weakPasswords: "accept" | "reset";
  /** Whether each row says if its address is verified, or the whole source is known to be. */
  readonly legacyEmails: "by-row" | "verified";
  readonly customAttributes: CustomAttributes;
}

/**
 * Runs when somebody unknown to the pool types a name and a password, or asks for a new one. Whatever does not migrate
 * gives the event back untouched, whoever it was and whatever was wrong: Cognito then answers as for any wrong password.
 */
export const createHandler =
  (ports: Ports): TriggerHandler =>
  async (event, run) => {
    const login = readEmail(event.userName);
    if (login === undefined) return untouched(event, run, "not-an-email");
    const closed = refusalOfStage(ports.access, event);
    if (closed !== undefined) return untouched(event, run, closed.code);
    switch (event.triggerSource) {
      case "UserMigration_Authentication":
      case "UserMigration_ForgotPassword":
        return migrate(ports, event, login, run);
      default:
        run.warn("unknown trigger source");
        return untouched(event, run, "unknown-source");
    }
  };

async function migrate(
  { legacyUsers, migrations, verify, policy }: Ports,
  event: CognitoEvent,
  login: EmailAddress,
  run: Run,
): Promise<CognitoEvent> {
  const user = await legacyUsers.findByLogin(login.address, run.signal);
  const [migration, attempt] = await Promise.all([
    migrations.find(user?.id ?? login.address, run.signal),
    readAttempt(event, user, verify, policy),
  ]);
  const emailVerified = user !== undefined && (user.emailVerified || policy.legacyEmails === "verified");
  const decision = decideMigration({
    attempt,
    user,
    alreadyMigrated: migration !== undefined,
    emailVerified,
    weakPasswords: policy.weakPasswords,
  });
  if (decision.kind === "none") return untouched(event, run, decision.reason);

  // The address goes back as it was typed, because Cognito compares the two.
  const email = readText(event.userName) ?? login.address;
  const { userAttributes, dropped } = mapAttributes(
    decision.user,
    { email, emailVerified },
    policy.customAttributes,
  );
  if (dropped.length > 0) run.warn(`not taken over: ${dropped.map(printable).join(", ")}`);
  run.outcome("migrated", { status: decision.status });
  return {
    ...event,
    response: {
      userAttributes,
      finalUserStatus: decision.status,
      messageAction: "SUPPRESS",
      desiredDeliveryMediums: ["EMAIL"],
      forceAliasCreation: false,
    },
  };
}

async function readAttempt(
  event: CognitoEvent,
  user: LegacyUser | undefined,
  verify: Ports["verify"],
  policy: MigrationPolicy,
): Promise<Attempt> {
  if (event.triggerSource === "UserMigration_ForgotPassword") return { kind: "forgot-password" };
  const password = readText(event.request.password) ?? "";
  return {
    kind: "sign-in",
    verdict: await verify(password, user),
    meetsPolicy: meetsPolicy(password, policy.passwords),
  };
}

function untouched(event: CognitoEvent, run: Run, reason: string): CognitoEvent {
  run.outcome("not-migrated", { reason });
  return event;
}

const printable = (name: string): string => name.slice(0, 64).replace(/[^\w:.-]/g, "?");
