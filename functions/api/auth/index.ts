import { api } from "../../../shared/api/api";
import { appClient } from "../../../shared/aws/app-client";
import { cognitoClient } from "../../../shared/aws/cognito";
import { poolUsers } from "../../../shared/aws/pool-users";
import { readPasswordPolicy } from "../../../shared/password-policy";
import { readFloor } from "../../../shared/runtime/floor";
import { createHandler } from "./handler";
import { refreshCookies } from "./refresh-cookie";

export const handler = api("auth", (settings) => {
  // As long as the triggers of a sign-in may take.
  const cognito = cognitoClient(20_000);
  return createHandler({
    pool: appClient(cognito, settings.text("CLIENT_ID")),
    users: poolUsers(cognito, settings.text("USER_POOL_ID")),
    cookies: refreshCookies(settings),
    policy: readPasswordPolicy(settings),
    // The migration takes one half, which only an unknown address goes through; Cognito and the other triggers have the other.
    floorMs: 2 * settings.read("MIGRATION_FLOOR", readFloor),
  });
});
