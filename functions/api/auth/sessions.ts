import type { Endpoints } from "../../../shared/api/api";
import { oneOf, optional, readBody } from "../../../shared/api/body";
import { bearerToken } from "../../../shared/api/caller";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import type { AppClient } from "../../../shared/aws/app-client";
import { errorName } from "../../../shared/runtime/errors";
import type { Run } from "../../../shared/runtime/invocation";
import { asking } from "./cognito-problems";
import { METADATA, missing, REFRESH_TOKEN, TENANT_ID } from "./fields";
import { cookiesFor, NO_COOKIE, type RefreshCookies, tokenInCookie } from "./refresh-cookie";
import { tokenResponse } from "./tokens";

/** `tenant` is where the session goes on. The token trigger checks that the person is a member there. */
const REFRESH = {
  refreshToken: optional(REFRESH_TOKEN),
  tenant: optional(TENANT_ID),
  clientMetadata: METADATA,
};
const SIGN_OUT = { refreshToken: optional(REFRESH_TOKEN), everywhere: optional(oneOf(true)) };

export const sessions = (pool: AppClient, cookies: RefreshCookies | undefined): Endpoints => ({
  async "POST /auth/refresh"(request, run) {
    const { signal } = run;
    const cookie = cookiesFor(request, cookies);
    const { refreshToken, tenant, clientMetadata } = readBody(request, REFRESH);
    const token = refreshToken ?? keptBy(request, cookie);
    const { AuthenticationResult: renewed } = await asking("refresh", async () => {
      try {
        return await pool.refresh(token, {
          clientMetadata: { ...clientMetadata, ...(tenant !== undefined && { tenant }) },
          signal,
          userAgent: request.headers["user-agent"],
        });
      } catch (error) {
        if (error instanceof Error && error.name === "RefreshTokenReuseException")
          await endReused(pool, token, run);
        throw error;
      }
    });
    return tokenResponse(renewed ?? {}, cookie);
  },

  /** Revokes the refresh token. Signing out everywhere needs the access token of the caller. */
  async "POST /auth/sign-out"(request, { signal }) {
    const cookie = cookiesFor(request, cookies);
    const { refreshToken, everywhere } = readBody(request, SIGN_OUT);
    const kept = [refreshToken, cookie && tokenInCookie(request)].filter((token) => token !== undefined);
    if (kept.length === 0 && cookie === undefined && !everywhere) throw missing("refreshToken");
    if (everywhere) {
      const accessToken = bearerToken(request);
      await asking("sign-out", () => pool.signOutEverywhere(accessToken, { signal }));
    }
    for (const token of kept) await asking("sign-out", () => pool.revoke(token, { signal }));
    return { status: 204, ...(cookie !== undefined && { cookie: NO_COOKIE }) };
  },
});

/**
 * The refresh token was replaced and then used again, so two parties hold tokens of one sign-in. Nobody can tell
 * which of them is the thief, so the sign-in ends for both.
 */
async function endReused(pool: AppClient, token: string, run: Run): Promise<void> {
  try {
    await pool.revoke(token, { signal: run.signal });
  } catch (error) {
    run.warn(`a refresh token was used again, and its sign-in could not be ended: ${errorName(error)}`);
  }
}

function keptBy(request: ApiRequest, cookie: RefreshCookies | undefined): string {
  if (cookie === undefined) throw missing("refreshToken");
  const token = tokenInCookie(request);
  if (token === undefined) throw new Problem("not-signed-in");
  return token;
}
