import * as api from "./api";
import { clientReads, clientWrites, customAttributes, schema } from "./attributes";
import { bundling } from "./bundling";
import * as devices from "./devices";
import * as existingPool from "./existing-pool";
import { jsonOf, parameterValue, type Variables } from "./framework";
import * as identityPool from "./identity-pool";
import * as identityProviders from "./identity-providers";
import * as issuer from "./issuer";
import * as kmsKeys from "./kms-keys";
import * as legacy from "./legacy-access";
import * as managedLogin from "./managed-login";
import * as messages from "./message-templates";
import * as monitoring from "./monitoring";
import * as optionalParts from "./optional-parts";
import * as passwordless from "./passwordless";
import { publishesVersions } from "./rollout";
import { stackPolicy } from "./stack-policy";
import * as stackRecords from "./stack-records";
import * as tables from "./tables";
import * as userPool from "./user-pool";
import * as webClient from "./web-client";

export { NodeVersionPlugin } from "./node-version";
export { ParametersPlugin, writtenVariables } from "./parameters/plugin";
export { DeployedPlugin, EndAtErrorPlugin, TokenVersionPlugin, WholeTemplatePlugin } from "./plugins";

/** What serverless.yml and the .yml files of this folder take from here, by `${file(infra/variables.cjs):…}`. */
export const variables = {
  /** Settings of the functions that are not the text of a parameter. */
  environment: {
    BRANDS: jsonOf("brands"),
    BREACHED_PASSWORDS: userPool.breachedPasswords,
    CUSTOM_ATTRIBUTES: customAttributes,
    EMAIL_SENDER: async (given: Variables) => ((await userPool.sendsThroughSes(given)) ? "ses" : "cognito"),
    INVITATION_SENDER: messages.invitationSender,
    SENDER_REGION: messages.senderRegion,
    LEGACY_PASSWORDS: jsonOf("legacyPasswords"),
    LEGACY_SOURCE: jsonOf("legacySource"),
    LEGACY_USERS_TABLE: legacy.table,
  },
  bundling,
  userPool: { ...userPool, schema },
  messages: { ...messages },
  managedLogin: { ...managedLogin },
  client: {
    ...webClient,
    reads: clientReads,
    writes: clientWrites,
    callbackUrls: (given: Variables) => parameterValue(given, "callbackUrls"),
    logoutUrls: (given: Variables) => parameterValue(given, "logoutUrls"),
    providers: identityProviders.supported,
    needs: identityProviders.neededByClient,
  },
  devices: { ...devices },
  existingPool: { ...existingPool },
  identityPool: { ...identityPool },
  identityProviders: identityProviders.resources,
  issuer: { ...issuer },
  kmsKeys: { ...kmsKeys },
  legacy: { ...legacy },
  optionalParts: { ...optionalParts },
  passwordless: { ...passwordless },
  rollout: { publishesVersions },
  api: { ...api },
  stackRecords: { ...stackRecords },
  stackPolicy,
  tables: { ...tables },
  tags: (given: Variables) => parameterValue(given, "tags"),
  monitoring: { ...monitoring },
};
