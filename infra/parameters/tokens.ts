import { readRefreshTokenDays } from "../../functions/api/auth/refresh-cookie";
import { readResourceServer } from "../../shared/resource-server";
import { oneOf, onOrOff, wholeNumber } from "../../shared/runtime/readers";
import type { ParameterGroup } from "./parameter";

export const TOKENS = {
  preTokenGeneration: {
    about: "the version of the token trigger; V3_0 also runs for machines",
    read: oneOf("V2_0", "V3_0"),
  },
  machineClient: { about: "whether there is an app client for machines (client credentials)", read: onOrOff },
  roleGroups: { about: "whether tokens also carry the role as a group named <tenant>/<role>", read: onOrOff },
  accessTokenMinutes: { about: "how long access and ID tokens are valid", read: wholeNumber(5, 1440) },
  refreshTokenDays: { about: "how long people stay signed in", read: readRefreshTokenDays },
  refreshTokenRotation: {
    about:
      "whether each refresh gives out a new refresh token, and for how many seconds the one before it still counts",
    read: wholeNumber(0, 60, "off"),
  },
  userSessions: {
    about:
      "whether Cognito keeps a list of where each person is signed in, and in how many apps and browsers one can be",
    read: wholeNumber(1, 100, "off"),
  },
  issuer: {
    about:
      "which address tokens name as their issuer: that of the pool's Region, or the updated one, whose keys several Regions serve",
    read: oneOf("original", "updated"),
    section: "Issuer",
  },
  apiIdentifier: {
    about: "the resource server whose scopes the tokens carry, as <identifier>/<scope>",
    read: readResourceServer,
  },
} satisfies ParameterGroup;
