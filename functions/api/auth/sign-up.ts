import type { Endpoints } from "../../../shared/api/api";
import { EMAIL, LOCALE, NAME, optional, readBody } from "../../../shared/api/body";
import { Problem } from "../../../shared/api/problem";
import type { AppClient } from "../../../shared/aws/app-client";
import type { IsBreached } from "../../../shared/breached-passwords";
import { meetsPolicy, type PasswordPolicy } from "../../../shared/password-policy";
import { type Passkeys, type Passwordless, sendsCodes } from "../../../shared/passwordless";
import { errorName } from "../../../shared/runtime/errors";
import { askingForAnybody, sendingCode } from "./anybody";
import { requireUnbreached } from "./breached";
import { ATTRIBUTES, CODE, INVITATION, METADATA, passwordFor } from "./fields";
import { type HandOverUsers, handOver, removePasskeys } from "./hand-over";
import { unknownPassword } from "./without-password";

const SIGN_UP = {
  email: EMAIL,
  name: optional(NAME),
  locale: optional(LOCALE),
  attributes: ATTRIBUTES,
  clientMetadata: METADATA,
  validationData: METADATA,
  invitation: INVITATION,
};
const CONFIRM = { email: EMAIL, code: CODE, clientMetadata: METADATA };
const RESEND = { email: EMAIL, clientMetadata: METADATA };

export interface SignUpPorts {
  readonly pool: AppClient;
  readonly users: HandOverUsers;
  readonly policy: PasswordPolicy;
  /** Where people sign in by codes, they need no password. */
  readonly passwordless: Passwordless;
  readonly isBreached: IsBreached;
  readonly passkeys: Passkeys | undefined;
  readonly remembersDevices: boolean;
  /** The least time for an answer that could tell who exists. */
  readonly floorMs: number;
}

export function signUp({
  pool,
  users,
  policy,
  passwordless,
  passkeys,
  remembersDevices,
  isBreached,
  floorMs,
}: SignUpPorts): Endpoints {
  const password = passwordFor(sendsCodes(passwordless));
  return {
    async "POST /auth/sign-up"(request, run) {
      const { name, locale, attributes, validationData, invitation, clientMetadata, ...account } = readBody(
        request,
        { ...SIGN_UP, password },
      );
      const person = {
        ...account,
        attributes: {
          ...attributes,
          ...(name !== undefined && { name }),
          ...(locale !== undefined && { locale }),
        },
        validationData: { ...validationData, ...(invitation !== undefined && { invitation }) },
      };
      const { lookUpMs } = await requireUnbreached(isBreached, person.password, run);
      const { UserConfirmed, CodeDeliveryDetails: delivery } = await askingForAnybody(
        "sign-up",
        floorMs + lookUpMs,
        run,
        () => pool.signUp(person, { clientMetadata, signal: run.signal }),
      );
      return {
        status: 201,
        body: {
          confirmed: UserConfirmed === true,
          ...(delivery !== undefined && {
            delivery: { medium: delivery.DeliveryMedium, destination: delivery.Destination },
          }),
        },
      };
    },

    async "POST /auth/confirm"(request, run) {
      const { email, code, clientMetadata, ...given } = readBody(request, { ...CONFIRM, password });
      // Without a password of their own they get one that nobody knows. It replaces the one of the sign-up, which a
      // stranger may know.
      const { password: chosen = unknownPassword() } = given;
      // A password that Cognito would refuse must not use up the code.
      if (!meetsPolicy(chosen, policy) || chosen !== chosen.trim()) throw new Problem("weak-password");
      const { lookUpMs } = await requireUnbreached(isBreached, given.password, run);
      // The address can change while the account is handed over, the user name cannot.
      const { username = email } = (await users.find(email, run.signal)) ?? {};
      await askingForAnybody("confirm", floorMs + lookUpMs, run, () =>
        pool.confirm(email, code, { clientMetadata, signal: run.signal }),
      );
      const owner = { username, email, password: chosen };
      const { hadSecondFactor } = await handOver(users, owner, {
        pauseMs: floorMs,
        passkeys,
        remembersDevices,
        signal: run.signal,
      }).catch((error) => {
        run.warn(`confirmed, but the password of the sign-up may still be there: ${errorName(error)}`);
        throw new Problem(
          "unavailable",
          'Your address is confirmed, but your password is not saved. Please choose one with "forgot password"',
        );
      });
      if (passkeys === undefined) return { status: 204 };
      await removePasskeys(pool, users, owner, { hadSecondFactor, signal: run.signal }).catch((error) => {
        run.warn(`confirmed, but passkeys of whoever signed up may still be there: ${errorName(error)}`);
        throw new Problem(
          "unavailable",
          "Your address is confirmed. But if somebody else has signed up with your address, a passkey of theirs may still open the account. Please sign in and delete every passkey that is not yours",
        );
      });
      return { status: 204 };
    },

    async "POST /auth/resend-code"(request, run) {
      const { email, clientMetadata } = readBody(request, RESEND);
      return sendingCode("resend-code", floorMs, run, () =>
        pool.resendCode(email, { clientMetadata, signal: run.signal }),
      );
    },
  };
}
