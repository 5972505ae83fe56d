import type { Occasion } from "../occasion";

/**
 * Everything one language says. A text may hold [brand]; an SMS holds [code], an invitation's also [username]; a
 * greeting holds [name]. an offer's validity holds [until]. Braces are Cognito's and spaces are ordinary ones: it refuses a body with a no-break space.
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

/** What an invitation to a tenant says. We send it ourselves, and it carries a link instead of a code. */
export interface OfferWords extends Pick<OccasionWords, "subject" | "happened" | "unasked"> {
  readonly button: string;
  readonly validity: `${string}[until]${string}`;
}
