import { randomInt } from "node:crypto";
import { identitiesOf } from "../../federation/identities";
import { answerOf, type ProviderAnswer } from "../../federation/provider-answer";
import type { Pool } from "../../pool";
import type { IdentityProviderSettings } from "../../settings";
import type { Attributes } from "../../users/attributes";
import type { PageRequest } from "../page-request";
import { typedIn } from "../visit";

/** The path of the page that stands in for a provider. */
export const SIMULATED_PROVIDER = "/simulated-provider";

/** The answer of a simulated provider. The pool fetches it by a code, as it does from a real provider. */
export interface SimulatedAnswer {
  /** The state of the sign-in that the answer belongs to. */
  readonly state: string;
  readonly answer: ProviderAnswer;
  readonly expiresAt: number;
}

const ANSWER_MINUTES = 1;

export const issueAnswer = (pool: Pool, state: string, answer: ProviderAnswer): string =>
  pool.simulatedAnswers.issue({
    state,
    answer,
    expiresAt: pool.now().getTime() + ANSWER_MINUTES * 60_000,
  });

/** A code can be used once, and only for the sign-in that it was issued for. */
export function takeAnswer(pool: Pool, state: string, code: string): ProviderAnswer | undefined {
  const found = pool.simulatedAnswers.find(code, pool.now());
  pool.simulatedAnswers.void(code);
  return found?.state === state ? found.answer : undefined;
}

/** The claims that the attribute mapping uses. The subject has a field of its own. */
export const claimsOf = ({ attributeMapping }: IdentityProviderSettings): readonly string[] => [
  ...new Set(
    Object.entries(attributeMapping).flatMap(([name, claim]) => (name === "username" ? [] : [claim])),
  ),
];

/** A person who has come through a provider before, with the provider's claims as far as the pool has kept them. */
export interface KnownAccount {
  readonly subject: string;
  readonly attributes: Attributes;
}

const MOST_SHOWN = 5;

export const accountsAt = (
  { users }: Pick<Pool, "users">,
  { name, attributeMapping }: IdentityProviderSettings,
): readonly KnownAccount[] =>
  users
    .values()
    .flatMap((user) =>
      identitiesOf(user)
        .filter(({ providerName }) => providerName === name)
        .map(({ userId }) => ({
          subject: userId,
          attributes: Object.fromEntries(
            Object.entries(attributeMapping).flatMap(([attribute, claim]) => {
              const value = user.attributes[attribute];
              return value === undefined ? [] : [[claim, value]];
            }),
          ),
        })),
    )
    .slice(-MOST_SHOWN);

export const CLAIM = "claim:";

/** An identifier of a new person, in the form that most providers use. */
export const newSubject = (): string => String(randomInt(100_000_000, 1_000_000_000));

/** The answer that was typed or chosen on the provider's page. Undefined if no account was named. */
export function answerTyped(
  pool: Pool,
  provider: IdentityProviderSettings,
  request: PageRequest,
): ProviderAnswer | undefined {
  const known = typedIn(request, "known");
  if (known !== "") {
    const account = accountsAt(pool, provider).find(({ subject }) => subject === known);
    return account && answerOf(provider, account.subject, account.attributes);
  }
  const subject = typedIn(request, "subject");
  if (subject === "" || subject.length > 128) return undefined;
  const claims = claimsOf(provider).map((claim) => [claim, typedIn(request, CLAIM + claim)] as const);
  const further = typedIn(request, "further")
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name = "", value = ""] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return [[name, value] as const];
    });
  const said = [...further, ...claims].filter(([name, value]) => name !== "" && value !== "");
  return answerOf(provider, subject, Object.fromEntries(said));
}
