const BY_INVITATION_ONLY =
  "Sign-up is by invitation only. If you are invited, please use the link of your invitation. If you already have an account, please sign in";
const KNOWN_ADDRESS =
  "This e-mail address is in use already. Please sign in or, if you are invited, use the link of your invitation";

/**
 * Every refusal: its code for the log, and its sentence for the person, who reads it in the browser. Cognito appends
 * a period. docs/generators/log-meanings.ts explains each to operators.
 */
const SENTENCES = {
  /** The only sentence that anybody outside reads about a fault. */
  fault: "This is not possible at the moment. Please try again later",
  "unknown-source": (what: "Sign-up" | "Sign-in") => `${what} of this kind is not supported`,

  "stage-closed": "Sign-in is closed at the moment",
  "client-not-allowed": "This application may not sign people in",
  "too-many-attempts": (minutes: number) => `Too many attempts. Please try again in ${minutes} minutes`,

  "privileged-attribute": "Some of these details cannot be set at sign-up",
  "malformed-address":
    "This e-mail address cannot be used. Please write it like name@example.com, in plain letters",
  "domain-not-allowed": "Sign-up with an e-mail address of this domain is not possible",
  // These two share one sentence, so that it does not tell strangers who is invited.
  "belongs-nowhere": BY_INVITATION_ONLY,
  "no-invitation-link": BY_INVITATION_ONLY,
  // These share one sentence, which tells strangers no more than that the address is known.
  excluded: KNOWN_ADDRESS,
  "legacy-user": KNOWN_ADDRESS,
  "invited-address": KNOWN_ADDRESS,
  linked: "This sign-in belongs to your account now. Please sign in in the same way once more",
  "bad-assignment": (attribute: "tenant_id" | "role", mistake: string) => `custom:${attribute} is ${mistake}`,

  "suspended-person": "Your access is suspended. Please contact your administrator",
  "removed-person": "Your access has ended. Please contact your administrator",
  "suspended-member": "Your access to this organisation is suspended. Please contact its administrator",
  "unknown-status": "Your access cannot be confirmed. Please contact your administrator",
  "suspended-tenant": "Your organisation's access is suspended. Please contact your administrator",
  "unknown-tenant": "Your organisation's access is suspended. Please contact your administrator",
  nowhere: "Your account does not belong to an organisation yet. Please ask for an invitation",
  "nowhere-any-more": "Your access has ended. Please contact your administrator",
  "unproven-address":
    "Your e-mail address has not been confirmed yet. Please ask your administrator to confirm it",
  "no-member": "Your access to this organisation has ended. Please sign in again",
  "role-changed": "Your role does not allow this any more. Please sign in again",
  // The same sentence as for a client that is not allowed: to the person, it makes no difference.
  "unlimited-client": "This application may not sign people in",
  "machine-client": "This application may not sign people in",
  "unregistered-client": "This client acts for no active tenant",
} as const;

type Sentences = typeof SENTENCES;

export type RefusalCode = keyof Sentences;

/** The details that a sentence needs. */
type Details<Code extends RefusalCode> = Sentences[Code] extends (...details: infer Told) => string
  ? Told
  : [];

/** A refusal, thrown by a decision. Its sentence always comes from the catalogue above. */
export class RejectionError extends Error {
  override readonly name = "RejectionError";

  constructor(
    /** Names the rule in the log, never shown to the person. */
    readonly code: RefusalCode,
    details: readonly unknown[],
  ) {
    super(write(code, details));
  }
}

export function refuse<Code extends RefusalCode>(code: Code, ...details: Details<Code>): never {
  throw new RejectionError(code, details);
}

export const sentenceOf = <Code extends RefusalCode>(code: Code, ...details: Details<Code>): string =>
  write(code, details);

function write(code: RefusalCode, details: readonly unknown[]): string {
  const sentence = SENTENCES[code] as string | ((...details: readonly unknown[]) => string);
  return typeof sentence === "string" ? sentence : sentence(...details);
}

export const REFUSAL_CODES = Object.keys(SENTENCES) as readonly RefusalCode[];

/** The refusal with this sentence, or one of several with the same sentence; undefined if it is none of ours. */
export const refusalIn = (sentence: string): RefusalCode | undefined =>
  REFUSAL_CODES.find((code) => patternOf(code).test(sentence));

/** Stands for a detail, which consists of words and numbers. */
const DETAIL = "\0";

function patternOf(code: RefusalCode): RegExp {
  const literally = write(code, [DETAIL, DETAIL]).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literally.replaceAll(DETAIL, "[\\w, -]{1,80}")}$`);
}
