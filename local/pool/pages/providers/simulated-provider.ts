import { randomInt } from "node:crypto";
import { identitiesOf } from "../../federation/identities";
import { answerOf, type ProviderAnswer } from "../../federation/provider-answer";
import type { Pool } from "../../pool";
import type { IdentityProviderSettings } from "../../settings";
import type { Attributes } from "../../users/attributes";
import type { PageRequest } from "../page-request";
import { typedIn } from "../visit";

/** Where a page of the pool stands for a provider. */
export const SIMULATED_PROVIDER = "/simulated-provider";

/** What a simulated provider says, which the pool fetches by a code, as from a real one. */
export interface SimulatedAnswer {
  /** Of the sign-in that it belongs to. */
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

/** A code counts once, and for the sign-in that it was made for. */
export function takeAnswer(pool: Pool, state: string, code: string): ProviderAnswer | undefined {
  const found = pool.simulatedAnswers.find(code, pool.now());
  pool.simulatedAnswers.void(code);
  return found?.state === state ? found.answer : undefined;
}

/** The claims that the pool takes something from; `sub` is asked for by itself. */
export const claimsOf = ({ attributeMapping }: IdentityProviderSettings): readonly string[] => [
  ...new Set(
    Object.entries(attributeMapping).flatMap(([name, claim]) => (name === "username" ? [] : [claim])),
  ),
];

/** Somebody who has come through a provider before, and what it said of them, as far as the pool has kept it. */
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

/** Somebody new, as most providers number them. */
export const newSubject = (): string => String(randomInt(100_000_000, 1_000_000_000));

/** What was typed into the provider's page, or whom it knows already. Undefined, if it names nobody. */
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
