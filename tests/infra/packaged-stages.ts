import { readTemplate, type Template } from "../harness/packaged-service";

interface Packaging {
  packageService(...args: string[]): Promise<string>;
  runServerless(args: readonly string[]): Promise<{ succeeded: boolean; output: string; folder: string }>;
}

export const { packageService, runServerless }: Packaging = require("../harness/package-service.cjs");

export const asArguments = (parameters: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(parameters).map(
    ([name, value]) => `--param=${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );

export const EVERYTHING_ON = {
  identityProviders: [
    {
      name: "AcmeSaml",
      type: "SAML",
      metadataUrl: "https://idp.acme.example/metadata",
      tenant: "acme",
      authoritativeFor: ["acme.example"],
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
  mfa: "required",
  emailMfa: "on",
  smsMfa: "on",
  emailSender: "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
  emailFrom: "Example <login@example.com>",
  roleGroups: "on",
  userMigrationConcurrency: "20",
  refreshTokenRotation: 30,
  userSessions: 100,
  refreshTokenCookie: "on",
  restApi: "on",
  panel: "on",
  identityPool: "on",
  guests: "on",
  operatorsRole: "on",
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
