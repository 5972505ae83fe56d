import type { Endpoints } from "../../../shared/api/api";
import { EMAIL, LOCALE, NAME, optional, PASSWORD, readBody } from "../../../shared/api/body";
import { Problem } from "../../../shared/api/problem";
import type { AppClient } from "../../../shared/aws/app-client";
import { meetsPolicy, type PasswordPolicy } from "../../../shared/password-policy";
import { askingForAnybody, sendingCode } from "./anybody";
import { ATTRIBUTES, CODE, INVITATION, METADATA } from "./fields";
import { type HandOverUsers, handOver } from "./hand-over";

const SIGN_UP = {
  email: EMAIL,
  password: PASSWORD,
  name: optional(NAME),
  locale: optional(LOCALE),
  attributes: ATTRIBUTES,
  clientMetadata: METADATA,
  validationData: METADATA,
  invitation: INVITATION,
};
const CONFIRM = { email: EMAIL, code: CODE, password: PASSWORD, clientMetadata: METADATA };
const RESEND = { email: EMAIL, clientMetadata: METADATA };

export interface SignUpPorts {
  readonly pool: AppClient;
  readonly users: HandOverUsers;
  readonly policy: PasswordPolicy;
  /** The least that an answer takes which could tell who exists. */
  readonly floorMs: number;
}

export const signUp = ({ pool, users, policy, floorMs }: SignUpPorts): Endpoints => ({
  async "POST /auth/sign-up"(request, run) {
    const { name, locale, attributes, validationData, invitation, clientMetadata, ...account } = readBody(
      request,
      SIGN_UP,
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
    const { UserConfirmed, CodeDeliveryDetails: delivery } = await askingForAnybody(
      "sign-up",
      floorMs,
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
    const { email, code, password, clientMetadata } = readBody(request, CONFIRM);
    // What Cognito would not take as a password must not use up the code.
    if (!meetsPolicy(password, policy) || password !== password.trim()) throw new Problem("weak-password");
    // The address can change while the account is handed over, the user name cannot.
    const { username = email } = (await users.find(email, run.signal)) ?? {};
    await askingForAnybody("confirm", floorMs, run, () =>
      pool.confirm(email, code, { clientMetadata, signal: run.signal }),
    );
    try {
      await handOver(users, { username, email, password }, floorMs, run.signal);
    } catch (error) {
      run.warn(`confirmed, but the password of the sign-up may still be there: ${errorName(error)}`);
      throw new Problem(
        "unavailable",
        'Your address is confirmed, but your password is not saved. Please choose one with "forgot password"',
      );
    }
    return { status: 204 };
  },

  async "POST /auth/resend-code"(request, run) {
    const { email, clientMetadata } = readBody(request, RESEND);
    return sendingCode("resend-code", floorMs, run, () =>
      pool.resendCode(email, { clientMetadata, signal: run.signal }),
    );
  },
});

const errorName = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
