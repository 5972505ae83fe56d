import {
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { emailMark } from "../../../shared/people/marks";
import { changeAt } from "../../harness/change-context";
import { legacyBlaise } from "../../harness/people";
import type { TestEdition } from "../../local/edition/start-test-edition";
import { join, signUp } from "../../local/edition/visitor";
import { invite } from "./visitor";

const putLegacyUser = ({ tables }: TestEdition, login: string, changes = {}) =>
  tables.put("LegacyUsersTable", legacyBlaise({ login, legacyId: login, attributes: {}, ...changes }));

/** Everything that an address of Acme can be, and how it becomes that. If they were unknown, all of them could sign up. */
export const KINDS: Readonly<Record<string, (test: TestEdition, email: string) => Promise<unknown>>> = {
  unknown: async () => undefined,
  confirmed: join,
  unconfirmed: signUp,
  "created by an administrator": (test, email) => invite(test, email.replace(/@.*/, "")),
  suspended: async (test, email) => {
    const sub = await join(test, email);
    const profile = await test.tables.get("PeopleTable", { sub, item: "profile" });
    await test.tables.put("PeopleTable", { ...profile, status: "suspended" });
  },
  disabled: async (test, email) => {
    await join(test, email);
    await test.client.send(new AdminDisableUserCommand(adminOf(test, email)));
  },
  "to choose a new password": async (test, email) => {
    await join(test, email);
    await test.client.send(new AdminResetUserPasswordCommand(adminOf(test, email)));
  },
  legacy: putLegacyUser,
  "legacy, without a verified address": (test, email) => putLegacyUser(test, email, { emailVerified: false }),
  "excluded and gone": ({ edition: { stack, tables } }, email) =>
    exclusionsTable(tables.client, stack.outputs.PeopleTableName ?? "").exclude(
      emailMark(email),
      { status: "suspended", since: new Date().toISOString() },
      changeAt(new Date()),
    ),
};

const adminOf = ({ edition }: TestEdition, Username: string) => ({
  UserPoolId: edition.stack.pool.id,
  Username,
});

export const addressOf = (kind: string, prefix: string): string =>
  `${prefix}-${kind}@acme.example`.replace(/[^\w@.]+/g, "-");

/** What somebody may ask for an address of which they know nothing, and what they send with it. */
export const QUESTIONS: Readonly<Record<string, object>> = {
  "POST /auth/sign-in": { password: "Not-My-Password-1" },
  "POST /auth/confirm": { code: "123456", password: "Not-My-Password-1" },
  "POST /auth/resend-code": {},
  "POST /auth/forgot-password": {},
  "POST /auth/reset-password": { code: "123456", newPassword: "Not-My-Password-1" },
};
