/** A stage that has just been deployed. */
export interface Deployed {
  readonly stage: string;
  readonly region: string;
  /** The outputs of its stack, by name. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** The outputs that are needed next, with the names that the terminal shows. The stack has all the others. */
const SHOWN: Readonly<Record<string, string>> = {
  ApiUrl: "the API",
  RestApiUrl: "the REST API",
  PanelUrl: "the panel",
  Domain: "the sign-in pages",
  CustomDomain: "the sign-in pages",
  UserPoolId: "the user pool",
  WebClientId: "the web client",
  MachineClientId: "the machine client",
  IdentityPoolId: "the identity pool",
};

/** What a deployment says at its end: where the stage is, and what comes next. */
export function deploymentReport({ stage, region, outputs }: Deployed): readonly string[] {
  const command = (text: string) => `  npm run ${text} --stage ${stage} --region ${region}`;
  const shown = Object.entries(SHOWN).flatMap(([output, name]) => {
    const value = outputs[output];
    return value === undefined ? [] : [`  ${name.padEnd(20)}${value}`];
  });
  const clients = Object.entries(outputs).flatMap(([output, value]) => {
    const [, name] = /^([A-Z][a-z0-9]*)WebClientId$/.exec(output) ?? [];
    return name === undefined ? [] : [`  ${`the client ${name.toLowerCase()}`.padEnd(20)}${value}`];
  });
  const names = Object.entries({
    "the API's own address": outputs.ApiDomainTarget,
    "the address of the sign-in pages": outputs.CustomDomainTarget,
  }).flatMap(([name, target]) => (target === undefined ? [] : [`  ${name} to ${target}`]));
  return [
    `The stage ${stage} is deployed:`,
    ...shown,
    ...clients,
    ...(names.length > 0 ? ["In DNS, let lead", ...names] : []),
    ...(outputs.PoolAttachmentPolicyArn === undefined
      ? []
      : ["Whether the pool calls its functions:", command("pool:plan --")]),
    ...(outputs.PanelUrl === undefined
      ? [
          "If it is new, make a tenant and invite its administrator:",
          command('tenants:create -- acme --name "Acme"'),
          command("invitations:create -- ada@acme.example --tenant acme --role admin"),
        ]
      : [
          "If it is new, become its operator, then make the first tenant in the panel:",
          command("operators:add -- you@platform.example"),
        ]),
    "For a front end, the output FrontEndConfig is the JSON to load.",
  ];
}
