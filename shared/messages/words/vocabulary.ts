import type { Occasion } from "../occasion";

/**
 * All texts of one language. A text may hold [brand]. An SMS holds [code], and that of an invitation also [username].
 * A greeting holds [name], and an offer's validity [until]. Braces belong to Cognito's placeholders. Spaces are
 * ordinary ones, because Cognito refuses a body with a no-break space.
 */
export interface Words {
  readonly hello: string;
  readonly helloName: `${string}[name]${string}`;
  readonly colon: string;
  readonly labels: Readonly<Record<"code" | "username" | "password", string>>;
  /** Stands before the address of the brand's support. */
  readonly help: string;
  readonly occasions: Readonly<Record<Exclude<Occasion, "invitation">, OccasionWords>> & {
    readonly invitation: InvitationWords;
  };
  readonly offer: OfferWords;
}

export interface OccasionWords {
  readonly subject: string;
  readonly happened: string;
  readonly validity: string;
  /** What to do if the person did not ask for this. */
  readonly unasked: string;
  readonly sms: `${string}[code]${string}`;
}

interface InvitationWords extends OccasionWords {
  readonly sms: `${string}[username]${string}[code]${string}`;
}

/** The texts of an invitation to a tenant. The suite sends it itself, with a link instead of a code. */
export interface OfferWords extends Pick<OccasionWords, "subject" | "happened" | "unasked"> {
  readonly button: string;
  readonly validity: `${string}[until]${string}`;
}
