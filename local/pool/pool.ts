import type { Collection } from "../journal/collection";
import type { DeviceKeys } from "./devices/device";
import type { Code } from "./messages/codes";
import type { Inbox } from "./messages/inbox";
import type { Limits } from "./messages/limits";
import type { AuthorizationCode } from "./oauth/authorization-code";
import type { BrowserSession } from "./pages/browser-session";
import type { PageChallenge } from "./pages/challenge-page";
import type { ProviderSignIn } from "./pages/providers/provider-sign-in";
import type { SimulatedAnswer } from "./pages/providers/simulated-provider";
import type { Brand } from "./pages/style";
import type { Language } from "./pages/words/speech";
import type { Registration } from "./passkeys/registration";
import type { Activity } from "./sessions/activity";
import type { ClientSettings, GroupSettings, PoolSettings } from "./settings";
import type { Sessions } from "./sign-in/challenge-sessions";
import type { Tickets } from "./state/tickets";
import type { SigningKey } from "./tokens/jwt";
import type { TriggerCall } from "./triggers/run-trigger";
import type { User } from "./users/user";

export interface Group extends GroupSettings {
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** By its id; the value is told again to administrators. */
export interface ClientSecret {
  readonly id: string;
  readonly value: string;
  readonly createdAt: string;
}

export interface Client extends Omit<ClientSettings, "secret"> {
  /** Any of them authenticates the client; without one, it needs no authentication. There are two during a rotation. */
  readonly secrets: readonly ClientSecret[];
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** A sign-in that can be renewed. The token itself is known to its holder only; here it is a digest. */
export interface RefreshToken {
  readonly username: string;
  readonly clientId: string;
  readonly expiresAt: string;
  /** Both stay the same for as long as the sign-in lasts. */
  readonly authTime: number;
  readonly originJti: string;
  readonly scopes: readonly string[];
  /** Set when rotation has put another in its place: how long it still counts. */
  readonly replacedUntil: string | undefined;
  /** The sign-in on the pages that it came through. */
  readonly ssoSessionId: string | undefined;
  /** Absent where it was written before sessions were listed. */
  readonly activity: Activity | undefined;
  /** The device that it came from, where devices were tracked then. */
  readonly device?: DeviceKeys | undefined;
}

export interface RevokedSignIn {
  /** When the last of its tokens would have expired. */
  readonly expiresAt: string;
}

/** The user pool: what it is, what it keeps, and what it calls. Every operation is a function of it. */
export interface Pool {
  readonly settings: PoolSettings;
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** What an operation changes of the pool itself. */
  change(settings: Partial<PoolSettings>): void;
  readonly issuer: string;
  readonly users: Collection<User>;
  readonly groups: Collection<Group>;
  readonly clients: Collection<Client>;
  readonly refreshTokens: Collection<RefreshToken>;
  /** Sign-ins that were revoked, by their `origin_jti`; their access tokens are refused. */
  readonly revokedOrigins: Collection<RevokedSignIn>;
  /** ID and access tokens are signed with different keys. */
  readonly keys: {
    readonly id: SigningKey;
    readonly access: SigningKey;
    /** Makes those that are missing while others work: they are what a start takes longest for. */
    prepare(): Promise<void>;
  };
  readonly sessions: Sessions;
  /** Who has signed in on the sign-in pages, and in which browser. */
  readonly browserSessions: Tickets<BrowserSession>;
  /** Sign-ins on the pages that wait for the answer to a challenge. */
  readonly pageChallenges: Tickets<PageChallenge>;
  readonly authorizationCodes: Tickets<AuthorizationCode>;
  /** Passkeys that somebody has begun to make; the ticket is the challenge that the browser signs. */
  readonly passkeyRegistrations: Tickets<Registration>;
  /** Who has been sent on to a provider, and what for. */
  readonly providerSignIns: Tickets<ProviderSignIn>;
  /** What simulated providers have said, until the pool fetches it. */
  readonly simulatedAnswers: Tickets<SimulatedAnswer>;
  /** Ties the forms of the pages to the browser that they were sent to. */
  readonly formKey: string;
  readonly limits: Limits;
  /** Codes for names that do not exist, which were sent to nobody, so that these names look like existing ones. */
  readonly decoyCodes: Collection<Code>;
  readonly inbox: Inbox;
  /** Under which name and in which colour the sign-in pages are, for an app client or for none. */
  brandOf(clientId: string | undefined): Brand;
  /** That of the sign-in pages, where a client asks for no other. */
  readonly language: Language;
  /** A setting of the template whose value may be in a secret. */
  readSetting(text: string): string;
  now(): Date;
  /** No lock is held while a handler runs, so callers have to read again what they read before. */
  runTrigger(call: TriggerCall): Promise<Record<string, unknown> | undefined>;
}
