import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as framework from "../../local/stack/framework";
import { asArguments, packagedProduct } from "../../local/stack/package-store";
import { readTemplate, type Template } from "../harness/packaged-service";
import { runInPackager } from "../harness/packager";

export { asArguments };

/** If the shared process fails, the packaging is repeated in a process of its own, whose error says why. */
export const packageService = (...args: string[]): Promise<string> =>
  packagedProduct(args, framework.REPOSITORY, runInPackager).catch(() => packagedProduct(args));

/** Runs a command of the framework for what it says. */
export async function runServerless(args: readonly string[]) {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "framework-"));
  try {
    return await framework.runServerless(args, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const EVERYTHING_ON = {
  identityProviders: [
    {
      name: "AcmeSaml",
      type: "SAML",
      metadataUrl: "https://idp.acme.example/metadata",
      tenant: "acme",
      authoritativeFor: ["acme.example"],
      identifiers: ["acme.example"],
    },
    { name: "BravoOidc", type: "OIDC", issuer: "https://login.bravo.example", secret: "full/bravo" },
    { name: "Google", type: "Google", secret: "full/google" },
    { name: "Facebook", type: "Facebook", secret: "full/facebook" },
    { name: "SignInWithApple", type: "SignInWithApple", secret: "full/apple" },
  ],
  brands: { default: { name: "Example" }, client1: { name: "Acme", colour: "#0055aa" } },
  machineClient: "on",
  preTokenGeneration: "V3_0",
  domainPrefix: "example-login",
  customDomain: "login.acme.example",
  customDomainCertificate:
    "arn:aws:acm:us-east-1:123456789012:certificate/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d",
  managedLogin: "on",
  webClients: {
    desk: {
      callbackUrls: "https://desk.acme.example/signed-in,com.acme.desk://signed-in",
      logoutUrls: "https://desk.acme.example/signed-out",
    },
  },
  mfa: "required",
  emailMfa: "on",
  smsMfa: "on",
  passwordless: "passkey",
  passkeyDomain: "example.com",
  passkeyMfa: "on",
  tier: "plus",
  threatProtection: "enforced",
  emailSender: "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
  emailFrom: "Example <login@example.com>",
  roleGroups: "on",
  warmThroughput: "30000/20000",
  userMigrationConcurrency: "20",
  breachedPasswords: "https://api.pwnedpasswords.com/range",
  refreshTokenRotation: 30,
  userSessions: 100,
  refreshTokenCookie: "on",
  restApi: "on",
  panel: "on",
  providerClaims: "mapped",
  accountLinking: "on",
  identityPool: "on",
  guests: "on",
  operatorsRole: "on",
  tracing: "on",
  tags: { team: "identity" },
  permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
  kmsKeys: "arn:aws:kms:eu-central-1:123456789012:key/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d",
  webAcl:
    "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/sign-in/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d",
  apiDomain: "api.acme.example",
  apiDomainCertificate:
    "arn:aws:acm:eu-central-1:123456789012:certificate/1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d",
  emailReplyTo: "help@example.com",
  emailConfigurationSet: "sign-in",
};

/** A pool and a client that others have made. */
export const EXISTING = {
  existingPool: "eu-central-1_Orders001",
  existingClient: "4existingclient00000000000",
};

/** That pool, where everything is turned on that can be. */
export const EVERYTHING_ON_EXISTING = {
  ...EVERYTHING_ON,
  ...EXISTING,
  webClients: {},
  replaceTriggers: "PreSignUp,CustomMessage",
  existingSmsRole: "arn:aws:iam::123456789012:role/service-role/sms",
};

/** The stages that differ most: the evaluator of policies goes through all of them, cfn-lint through those with most resources. */
export const CHECKED_STAGES: Readonly<Record<string, readonly string[]>> = {
  dev: ["--stage", "dev"],
  prod: ["--stage", "prod"],
  "everything on": ["--stage", "full", ...asArguments(EVERYTHING_ON)],
  attached: ["--stage", "dev", ...asArguments(EXISTING)],
  "everything on, attached": ["--stage", "full", ...asArguments(EVERYTHING_ON_EXISTING)],
  "everything on, gradual": ["--stage", "full", ...asArguments({ ...EVERYTHING_ON, rollout: "canary" })],
};

export interface Stages {
  readonly dev: Template;
  readonly prod: Template;
  /** A stage without a block of parameters, with everything turned on that can be. */
  readonly full: Template;
}

export async function packagedStages(): Promise<Stages> {
  const prod = await packageService("--stage", "prod");
  const full = await packageService("--stage", "full", ...asArguments(EVERYTHING_ON));
  return { dev: readTemplate(), prod: readTemplate(prod), full: readTemplate(full) };
}
