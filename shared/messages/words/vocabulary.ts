import type { Occasion } from "../occasion";

/**
 * Everything one language says. A text may hold [brand]; an SMS holds [code], an invitation's also [username]; a
 * greeting holds [name]. Braces are Cognito's and spaces are ordinary ones: it refuses a body with a no-break space.
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
