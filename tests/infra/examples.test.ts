import { ParametersPlugin } from "../../infra/parameters/plugin";
import { configuration } from "../harness/packaged-service";
import { asArguments, runServerless } from "./packaged-stages";

const CONFIGURATION = configuration();

describe("a stage that keeps its data", () => {
  const EXAMPLES = {
    signUpUrl: "https://app.example.com/sign-up",
    callbackUrls: "https://app.example.com/signed-in,com.acme.app://in,https://acme.io/in",
    logoutUrls: "https://EXAMPLE.com",
    corsOrigins: "https://app.example.com:8443,https://acme.io",
    emailSender: "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
    emailFrom: "Acme, Inc. <login@example.com>",
    brands: {
      default: { name: "Example" },
      client1: { name: "Acme", supportUrl: "https://example.com/help" },
      client2: { name: "Examples", supportUrl: "https://help.acme.io" },
    },
  };
  const LISTED =
    "The stage prod keeps its data. It is not deployed as long as these values are examples:\n" +
    "- signUpUrl: https://app.example.com/sign-up\n" +
    "- callbackUrls: https://app.example.com/signed-in\n" +
    "- logoutUrls: https://EXAMPLE.com\n" +
    "- corsOrigins: https://app.example.com:8443\n" +
    "- emailFrom: Acme, Inc. <login@example.com>\n" +
    "- brands: the name Example, https://example.com/help";
  const OWN = {
    signUpUrl: "https://my-example.com/sign-up",
    callbackUrls: "https://my-example.com/in,https://example.community/in,http://localhost:3000/in",
    logoutUrls: "https://example.com.acme.io",
    corsOrigins: "https://acme.io",
    emailFrom: "Example of Acme <login@acme.io>",
    emailSender: "arn:aws:ses:eu-central-1:123456789012:identity/acme.io",
    brands: { default: { name: "Acme" } },
  };

  /** What a command says of the parameters of a stage: nothing, a warning or the error that ends it. */
  function said(command: string, values: Record<string, unknown>): { warned?: string; refused?: string } {
    const warnings: string[] = [];
    const serverless = {
      classes: { Error },
      processedInput: { command, isHelpRequest: false, options: { stage: "prod" } },
      configurationInput: { ...CONFIGURATION, params: { ...CONFIGURATION.params, prod: values } },
    };
    try {
      const log = { warning: (text: string) => warnings.push(text) };
      new ParametersPlugin(serverless, {}, { log }).hooks?.initialize();
    } catch (error) {
      return { refused: (error as Error).message };
    }
    expect(warnings.length).toBeLessThan(2);
    return warnings.length === 0 ? {} : { warned: warnings[0] };
  }

  test("is packaged with examples, and told of them once", () => {
    expect(said("package", EXAMPLES)).toEqual({ warned: LISTED });
  });
  test.each(["deploy", "deploy function"])("stops %s with them", (command) => {
    expect(said(command, EXAMPLES)).toEqual({ refused: LISTED });
  });
  test.each(["deploy list", "info", "remove"])("lets %s pass", (command) => {
    expect(said(command, EXAMPLES)).toEqual({});
  });
  test.each(["package", "deploy"])("lets %s pass with values of its own", (command) => {
    expect(said(command, OWN)).toEqual({});
  });
  test.each(["package", "deploy"])("is what this is about: another one lets %s pass", (command) => {
    expect(said(command, { ...EXAMPLES, retainData: "no" })).toEqual({});
  });

  const listed =
    /The stage prod keeps its data\..*\n- signUpUrl: https:\/\/app\.example\.com\/sign-up\n- callbackUrls: https:\/\/app\.example\.com\/signed-in\n/;

  test("is packaged by the framework, which shows the warning", async () => {
    const { succeeded, output } = await runServerless(["package", "--stage", "prod"]);
    expect(succeeded).toBe(true);
    expect(output).toMatch(listed);
  });

  test("is deployed by the framework only with values of its own", async () => {
    // From a folder that is not there, so that nothing is deployed in any case.
    const deploy = (...parameters: string[]) =>
      runServerless(["deploy", "--stage", "prod", "--package", "nowhere", ...parameters]);
    const refused = await deploy();
    expect(refused.succeeded).toBe(false);
    expect(refused.output).toMatch(listed);
    expect((await deploy(...asArguments(OWN))).output).not.toContain("keeps its data");
  });
});
