import type { Endpoints } from "../../../shared/api/api";
import { EMAIL, PASSWORD, readBody } from "../../../shared/api/body";
import { bearerToken } from "../../../shared/api/caller";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import type { AppClient } from "../../../shared/aws/app-client";
import type { IsBreached } from "../../../shared/breached-passwords";
import { askingForAnybody, sendingCode } from "./anybody";
import { requireUnbreached } from "./breached";
import { asking } from "./cognito-problems";
import { CODE, METADATA } from "./fields";

const FORGOT = { email: EMAIL, clientMetadata: METADATA };
const RESET = { email: EMAIL, code: CODE, newPassword: PASSWORD, clientMetadata: METADATA };
const CHANGE = { currentPassword: PASSWORD, newPassword: PASSWORD };

interface Ports {
  readonly pool: AppClient;
  readonly isBreached: IsBreached;
  readonly floorMs: number;
}

export const passwords = ({ pool, isBreached, floorMs }: Ports): Endpoints => ({
  async "POST /auth/forgot-password"(request, run) {
    const { email, clientMetadata } = readBody(request, FORGOT);
    return sendingCode("forgot-password", floorMs, run, () =>
      pool.forgotPassword(email, { clientMetadata, signal: run.signal }),
    );
  },

  async "POST /auth/reset-password"(request, run) {
    const { clientMetadata, ...reset } = readBody(request, RESET);
    const { lookUpMs } = await requireUnbreached(isBreached, reset.newPassword, run);
    await askingForAnybody("reset-password", floorMs + lookUpMs, run, () =>
      pool.resetPassword(reset, { clientMetadata, signal: run.signal }),
    );
    return { status: 204 };
  },

  async "POST /auth/change-password"(request, run) {
    const accessToken = accessTokenOf(request);
    const change = readBody(request, CHANGE);
    await requireUnbreached(isBreached, change.newPassword, run);
    await asking("change-password", () =>
      pool.changePassword({ ...change, accessToken }, { signal: run.signal }),
    );
    return { status: 204 };
  },
});

/** The authorizer has verified the token. Cognito verifies it again, and also knows whether it was revoked. */
function accessTokenOf(request: ApiRequest): string {
  if (request.claims?.token_use !== "access")
    throw new Problem("not-signed-in", "Send an access token; this is another one, or none");
  return bearerToken(request);
}
