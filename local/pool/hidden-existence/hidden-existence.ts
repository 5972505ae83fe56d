import { codeMismatch, userNotFound } from "../api/errors";
import { canRecover } from "../passwords/recovery";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { decoyDelivery, refuseDecoyCode, sendDecoyCode } from "./decoy-code";

interface Rule {
  /** The error for an unknown login, if the client does not hide who exists. */
  readonly told: (client: Client) => Error;
  /** The answer or the error if the client hides who exists: the same as for a known login. */
  readonly hidden: (pool: Pool, login: string, typedCode: string) => object;
  /** Users who are treated like unknown ones, because any other answer would tell that they exist. */
  readonly hidesAlso?: (pool: Pool, user: User) => boolean;
}

const notInClient = () => userNotFound("Username/client id combination not found.");
const goOn = () => ({});

/** The effect of a client's `PreventUserExistenceErrors` on each operation. */
const RULES = {
  // The sign-in goes on without a user: every password is wrong, SRP asks a decoy user, and custom auth runs its
  // triggers.
  InitiateAuth: { told: () => userNotFound(), hidden: goOn },
  // The migration trigger has found nobody of that name.
  UserMigration: {
    told: ({ id }) => userNotFound(`Exception migrating user in app client ${id}`),
    hidden: goOn,
  },
  ConfirmSignUp: {
    told: () => userNotFound(),
    hidden: () => {
      throw codeMismatch();
    },
  },
  ResendConfirmationCode: {
    told: notInClient,
    hidden: (pool, login) => ({ CodeDeliveryDetails: decoyDelivery(pool, login) }),
    hidesAlso: (_, { enabled }) => !enabled,
  },
  ForgotPassword: {
    told: notInClient,
    hidden: (pool, login) => ({ CodeDeliveryDetails: sendDecoyCode(pool, login) }),
    hidesAlso: (pool, user) => !canRecover(pool, user),
  },
  ConfirmForgotPassword: {
    told: notInClient,
    hidden: (pool, login, typedCode) => {
      throw refuseDecoyCode(pool, login, typedCode);
    },
    hidesAlso: (_, { enabled, codes }) => !enabled || codes["forgot-password"] === undefined,
  },
} satisfies Readonly<Record<string, Rule>>;

interface Named {
  readonly login: string;
  /** The user whom the login leads to. */
  readonly user: User | undefined;
  readonly typedCode?: string;
}

/** The user whom a request names. If there is none and the client hides who exists, the answer to give instead. */
export function reveal(
  operation: keyof typeof RULES,
  pool: Pool,
  client: Client,
  { login, user, typedCode = "" }: Named,
):
  | { readonly user: User; readonly decoy?: undefined }
  | { readonly user: undefined; readonly decoy: object } {
  const { told, hidden, hidesAlso }: Rule = RULES[operation];
  if (client.hidesExistence && (user === undefined || hidesAlso?.(pool, user)))
    return { user: undefined, decoy: hidden(pool, login, typedCode) };
  if (user === undefined) throw told(client);
  return { user };
}
