import {
  type CognitoIdentityProviderClient,
  ListUserSessionsCommand,
  RevokeUserSessionCommand,
} from "@aws-sdk/client-cognito-identity-provider";

/** A session as Cognito describes it to its owner. */
export interface OwnSession {
  readonly id: string;
  /** A sign-in at an app client, or one on the sign-in pages, through which clients get their own. */
  readonly type: "client" | "pages";
  readonly clientId: string | undefined;
  /** The sign-in on the sign-in pages that a client's session came through. */
  readonly pagesSessionId: string | undefined;
  readonly isCurrent: boolean;
  readonly createdAt: Date | undefined;
  readonly lastActiveAt: Date | undefined;
  readonly device: string | undefined;
  readonly address: string | undefined;
  readonly place: string | undefined;
}

/** What the owner of an access token may do with their sessions. The token is the only permission needed. */
export interface OwnSessions {
  list(accessToken: string, signal: AbortSignal): Promise<readonly OwnSession[]>;
  /**
   * @param linked also ends the session on the sign-in pages that this one came through, or the sessions that came
   * through this one
   */
  end(accessToken: string, id: string, linked: boolean, signal: AbortSignal): Promise<void>;
}

export function ownSessions(client: CognitoIdentityProviderClient): OwnSessions {
  return {
    async list(AccessToken, abortSignal) {
      const sessions: OwnSession[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new ListUserSessionsCommand({ AccessToken, NextToken }), {
          abortSignal,
        });
        for (const session of page.Sessions ?? []) {
          const { City, Country } = session.LastLocation ?? {};
          sessions.push({
            id: session.SessionId ?? "",
            type: session.SessionType === "SSO" ? "pages" : "client",
            clientId: session.ClientId,
            pagesSessionId: session.OriginSessionId,
            isCurrent: session.IsCurrentSession === true,
            createdAt: session.CreateDate,
            lastActiveAt: session.LastActiveDate,
            device: known(session.DeviceType),
            address: known(session.LastIPAddress),
            place: [known(City), known(Country)].filter((part) => part !== undefined).join(", ") || undefined,
          });
        }
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return sessions;
    },
    async end(AccessToken, SessionId, linked, abortSignal) {
      const RevokeAssociatedSessions = linked ? "LINKED" : "NONE";
      await client.send(new RevokeUserSessionCommand({ AccessToken, SessionId, RevokeAssociatedSessions }), {
        abortSignal,
      });
    },
  };
}

const known = (text: string | undefined): string | undefined =>
  text === "" || text?.toLowerCase() === "unknown" ? undefined : text;
