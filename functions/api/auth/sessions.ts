import type { Endpoints } from "../../../shared/api/api";
import { optional, readBody } from "../../../shared/api/body";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import type { AppClient } from "../../../shared/aws/app-client";
import { asking } from "./cognito-problems";
import { METADATA, REFRESH_TOKEN } from "./fields";
import { bearsCookie, NO_COOKIE, type RefreshCookies, tokenInCookie } from "./refresh-cookie";
import { tokenResponse } from "./tokens";

const REFRESH = { refreshToken: optional(REFRESH_TOKEN), clientMetadata: METADATA };
const SIGN_OUT = { refreshToken: optional(REFRESH_TOKEN) };

export const sessions = (pool: AppClient, cookies: RefreshCookies | undefined): Endpoints => ({
  async "POST /auth/refresh"(request, { signal }) {
    const cookie = bearsCookie(request, cookies);
    const { refreshToken, clientMetadata } = readBody(request, REFRESH);
    const token = refreshToken ?? keptBy(request, cookie);
    const { AuthenticationResult: renewed } = await asking("refresh", () =>
      pool.refresh(token, { clientMetadata, signal }),
    );
    return tokenResponse(renewed ?? {}, cookie);
  },

  /** Whatever the token was worth, it is worth nothing afterwards. */
  async "POST /auth/sign-out"(request, { signal }) {
    const cookie = bearsCookie(request, cookies);
    const { refreshToken } = readBody(request, SIGN_OUT);
    const token = refreshToken ?? (cookie && tokenInCookie(request));
    if (token === undefined && cookie === undefined) throw missing();
    if (token !== undefined) await asking("sign-out", () => pool.revoke(token, { signal }));
    return { status: 204, ...(cookie !== undefined && { cookie: NO_COOKIE }) };
  },
});

function keptBy(request: ApiRequest, cookie: RefreshCookies | undefined): string {
  if (cookie === undefined) throw missing();
  const token = tokenInCookie(request);
  if (token === undefined) throw new Problem("not-signed-in");
  return token;
}

const missing = () =>
  new Problem("invalid-request", undefined, [{ field: "refreshToken", detail: "is missing" }]);
