import { codeMismatch, userNotFound } from "../api/errors";
import { canRecover } from "../passwords/recovery";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { decoyDelivery, refuseDecoyCode, sendDecoyCode } from "./decoy-code";

interface Rule {
  /** What is said of somebody unknown where the client does not hide who exists. */
  readonly told: (client: Client) => Error;
  /** What is answered or thrown where the client hides it: the same as to somebody who exists. */
  readonly hidden: (pool: Pool, login: string, typedCode: string) => object;
  /** Who exists and is treated like somebody unknown, because any other answer would tell that they exist. */
  readonly hidesAlso?: (pool: Pool, user: User) => boolean;
}

const notInClient = () => userNotFound("Username/client id combination not found.");
const goOn = () => ({});

/** What it means, for each operation, that a client hides who exists (`PreventUserExistenceErrors`). */
const RULES = {
  // The sign-in goes on without a user: any password is wrong, SRP asks a decoy user, custom auth its triggers.
  InitiateAuth: { told: () => userNotFound(), hidden: goOn },
  // The migration knows nobody of that name.
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
  /** Whom the login leads to. */
  readonly user: User | undefined;
  readonly typedCode?: string;
}

/** The user whom a request names; or, where the client hides who exists, what to answer if there is none. */
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
