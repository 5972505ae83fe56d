import { readOrigins } from "../../functions/api/auth/refresh-cookie";
import { readApiClients } from "../../shared/api/authority";
import { onOrOff, textLike, wholeNumber } from "../../shared/runtime/readers";
import { exampleAddressesIn, type ParameterGroup } from "./parameter";

export const API = {
  corsOrigins: {
    about: "the origins of the pages that may call the API from a browser",
    read: readOrigins,
    examplesIn: (origins: readonly string[] | "none") =>
      origins === "none" ? [] : exampleAddressesIn(origins),
  },
  apiClients: {
    about: "further app clients whose people and machines may call the API, by their ids",
    read: readApiClients,
  },
  refreshTokenCookie: {
    about: "whether browsers get the refresh token as a cookie that no script can read",
    read: onOrOff,
  },
  apiDomain: {
    about: "an address of your own for the API, besides that of AWS",
    read: textLike(
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/,
      "a name of a domain of yours, such as api.acme.example",
    ),
    optional: true,
    examplesIn: (name: string) => exampleAddressesIn([name]),
  },
  apiDomainCertificate: {
    about: "the certificate for apiDomain, from ACM in the Region of the stage",
    read: textLike(/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/, "the ARN of a certificate of ACM"),
    optional: true,
  },
  apiRequestsPerSecond: {
    about: "how many requests a second each route of the API takes, from everybody together",
    read: wholeNumber(1, 10000),
  },
  apiBurst: { about: "how many requests each route of the API takes at once", read: wholeNumber(1, 5000) },
  restApi: {
    about: "whether the profile is also read through a REST API, as an example of its kind of authorizer",
    read: onOrOff,
  },
  panel: {
    about: "whether the API serves a page at `/panel` on which administrators and operators work",
    read: onOrOff,
  },
} satisfies ParameterGroup;
