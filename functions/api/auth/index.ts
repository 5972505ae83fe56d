import { api } from "../../../shared/api/api";
import { appClient } from "../../../shared/aws/app-client";
import { cognitoClient } from "../../../shared/aws/cognito";
import { poolUsers } from "../../../shared/aws/pool-users";
import { breachedPasswords } from "../../../shared/breached-passwords";
import { readPasswordPolicy } from "../../../shared/password-policy";
import { passkeysOf, readPasswordless } from "../../../shared/passwordless";
import { readFloor } from "../../../shared/runtime/answer-floor";
import { apiFloorMs, COGNITO_ANSWER_MS } from "../../../shared/runtime/time-budget";
import { createHandler } from "./handler";
import { refreshCookies } from "./refresh-cookie";

export const handler = api("auth", (settings) => {
  const cognito = cognitoClient(COGNITO_ANSWER_MS.auth);
  const passwordless = readPasswordless(settings.optionalText("PASSWORDLESS") ?? "off");
  return createHandler({
    pool: appClient(cognito, settings.text("CLIENT_ID")),
    users: poolUsers(cognito, settings.text("USER_POOL_ID")),
    cookies: refreshCookies(settings),
    policy: readPasswordPolicy(settings),
    passwordless,
    passkeys: passkeysOf(settings, passwordless),
    remembersDevices: settings.optionalText("REMEMBER_DEVICES") !== undefined,
    isBreached: breachedPasswords(settings),
    floorMs: apiFloorMs(settings.read("MIGRATION_FLOOR", readFloor)),
  });
});
