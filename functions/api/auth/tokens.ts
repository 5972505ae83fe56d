import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import type { ApiResponse } from "../../../shared/api/response";
import { cookieWith, type RefreshCookies } from "./refresh-cookie";

/** The refresh token is either in the body or in the cookie, never in both. */
export function tokenResponse(
  result: AuthenticationResultType,
  cookies: RefreshCookies | undefined,
): ApiResponse {
  const { AccessToken, IdToken, RefreshToken, TokenType, ExpiresIn } = result;
  const inCookie = cookies !== undefined && RefreshToken !== undefined;
  return {
    status: 200,
    body: {
      accessToken: AccessToken,
      idToken: IdToken,
      ...(!inCookie && RefreshToken !== undefined && { refreshToken: RefreshToken }),
      tokenType: TokenType,
      expiresIn: ExpiresIn,
    },
    ...(inCookie && { cookie: cookieWith(RefreshToken, cookies) }),
  };
}
