import type { Client } from "../../pool";

type Texts = Readonly<Record<string, string>>;

/** What a client answers a challenge with. That it knows its secret is checked; whose session it is, is not. */
export interface ChallengeAnswer {
  readonly client: Client;
  readonly session: string | undefined;
  /** USERNAME among the responses: the name that was typed, or the one that the challenge gave. */
  readonly login: string;
  readonly responses: Texts;
  readonly clientMetadata: Texts | undefined;
}
