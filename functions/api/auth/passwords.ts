import type { Endpoints } from "../../../shared/api/api";
import { EMAIL, PASSWORD, readBody } from "../../../shared/api/body";
import { bearerToken } from "../../../shared/api/caller";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import type { AppClient } from "../../../shared/aws/app-client";
import { asking } from "./cognito-problems";
import { deliveryOf } from "./delivery";
import { CODE, METADATA } from "./fields";

const FORGOT = { email: EMAIL, clientMetadata: METADATA };
const RESET = { email: EMAIL, code: CODE, newPassword: PASSWORD, clientMetadata: METADATA };
const CHANGE = { currentPassword: PASSWORD, newPassword: PASSWORD };

export const passwords = (pool: AppClient): Endpoints => ({
  async "POST /auth/forgot-password"(request, { signal }) {
    const { email, clientMetadata } = readBody(request, FORGOT);
    const sent = await asking("forgot-password", () =>
      pool.forgotPassword(email, { clientMetadata, signal }),
    );
    return { status: 200, body: { delivery: deliveryOf(sent.CodeDeliveryDetails) } };
  },

  async "POST /auth/reset-password"(request, { signal }) {
    const { clientMetadata, ...reset } = readBody(request, RESET);
    await asking("reset-password", () => pool.resetPassword(reset, { clientMetadata, signal }));
    return { status: 204 };
  },

  async "POST /auth/change-password"(request, { signal }) {
    const accessToken = accessTokenOf(request);
    const change = readBody(request, CHANGE);
    await asking("change-password", () => pool.changePassword({ ...change, accessToken }, { signal }));
    return { status: 204 };
  },
});

/** The authorizer has verified it, and Cognito does so again: it also knows whether it was revoked. */
function accessTokenOf(request: ApiRequest): string {
  if (request.claims?.token_use !== "access")
    throw new Problem("not-signed-in", "Send an access token; this is another one, or none");
  return bearerToken(request);
}
