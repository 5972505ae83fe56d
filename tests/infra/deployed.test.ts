import { COMMANDS } from "../../commands/catalogue";
import { deploymentReport } from "../../infra/deployed";
import { DeployedPlugin } from "../../infra/plugins";
import { readTemplate } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON, packageService } from "./packaged-stages";

const STACK = {
  ApiUrl: "https://api1.example",
  UserPoolId: "eu-central-1_Pool00001",
  WebClientId: "client1",
};

const reportOf = (outputs: Readonly<Record<string, string>>) =>
  deploymentReport({ stage: "prod", region: "eu-west-1", outputs: { ...STACK, ...outputs } });

test("a deployment says where the stage is, and how its first tenant comes", () => {
  expect(reportOf({})).toEqual([
    "The stage prod is deployed:",
    "  the API             https://api1.example",
    "  the user pool       eu-central-1_Pool00001",
    "  the web client      client1",
    "If it is new, make a tenant and invite its administrator:",
    '  npm run tenants:create -- acme --name "Acme" --stage prod --region eu-west-1',
    "  npm run invitations:create -- ada@acme.example --tenant acme --role admin --stage prod --region eu-west-1",
    "For a front end, the output FrontEndConfig is the JSON to load.",
  ]);
});

test("with a panel, it begins with its operator", () => {
  const report = reportOf({ PanelUrl: "https://api1.example/panel" });
  expect(report).toContain("  the panel           https://api1.example/panel");
  expect(report).toContain("  npm run operators:add -- you@platform.example --stage prod --region eu-west-1");
  expect(report.join()).not.toContain("tenants:create");
});

test("names of one's own have to lead somewhere, and a pool of others may not call the functions yet", () => {
  expect(
    reportOf({
      ApiDomainTarget: "d-1.example",
      CustomDomainTarget: "d-2.example",
      PoolAttachmentPolicyArn: "arn",
    }),
  ).toEqual(
    expect.arrayContaining([
      "In DNS, let lead",
      "  the API's own address to d-1.example",
      "  the address of the sign-in pages to d-2.example",
      "Whether the pool calls its functions:",
      "  npm run pool:plan -- --stage prod --region eu-west-1",
    ]),
  );
});

test("the commands that it tells exist, and the outputs that it looks for are those of a stack", async () => {
  const full = readTemplate(await packageService("--stage", "full", ...asArguments(EVERYTHING_ON)));
  const named = Object.keys(full.Outputs as object);
  const known = Object.fromEntries(named.map((name) => [name, `<${name}>`]));
  const report = [...reportOf(known), ...reportOf({ PoolAttachmentPolicyArn: "arn" })].join("\n");
  const commands = [...report.matchAll(/npm run (\S+)/g)].map(([, name]) => String(name));
  expect([...new Set(commands)].sort()).toEqual([
    "invitations:create",
    "operators:add",
    "pool:plan",
    "tenants:create",
  ]);
  expect(Object.keys(COMMANDS)).toEqual(expect.arrayContaining(commands));
  const shown = [...report.matchAll(/<(\w+)>/g)].map(([, name]) => String(name));
  expect(shown.sort()).toEqual(
    [
      "ApiDomainTarget",
      "ApiUrl",
      "CustomDomain",
      "CustomDomainTarget",
      "DeskWebClientId",
      "Domain",
      "IdentityPoolId",
      "MachineClientId",
      "PanelUrl",
      "RestApiUrl",
      "UserPoolId",
      "WebClientId",
    ].sort(),
  );
});

describe("the plugin", () => {
  const gatheredData = {
    info: { stage: "prod", region: "eu-west-1" },
    outputs: Object.entries(STACK).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  };
  const saidBy = (command: string): readonly string[] => {
    const said: string[] = [];
    const serverless = {
      processedInput: { command, options: {} },
      pluginManager: { getPlugins: () => [{}, { gatheredData }] },
    };
    new DeployedPlugin(serverless, {}, { writeText: (text) => said.push(text) }).hooks.finalize();
    return said;
  };

  test("tells it at the end of a deployment, and at the end of nothing else", () => {
    expect(saidBy("deploy")).toEqual([`\n${reportOf({}).join("\n")}`]);
    for (const command of ["package", "deploy function", "info", "print"])
      expect(saidBy(command)).toEqual([]);
  });
});
