import { readWebClients } from "../../infra/parameters/web-clients";
import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON, packageService } from "./packaged-stages";

let full: Template;

beforeAll(async () => {
  full = readTemplate(await packageService("--stage", "full", ...asArguments(EVERYTHING_ON)));
});

const propertiesOf = (id: string) => full.Resources[id]?.Properties ?? {};

test("a further web client is the first one with another name and other return addresses", () => {
  expect(full.Resources.DeskWebClient).toEqual({
    ...full.Resources.WebClient,
    Properties: {
      ...propertiesOf("WebClient"),
      ClientName: "desk",
      CallbackURLs: ["https://desk.acme.example/signed-in", "com.acme.desk://signed-in"],
      LogoutURLs: ["https://desk.acme.example/signed-out"],
    },
  });
});

test("the API takes its people's tokens, in the authorizer and in each function", () => {
  const withClients = Object.entries(full.Resources).flatMap(([id, { Properties }]) => {
    const { Variables } = (Properties?.Environment ?? {}) as { Variables?: Record<string, unknown> };
    return Variables?.API_CLIENTS === undefined ? [] : [[id, Variables.API_CLIENTS]];
  });
  expect(withClients.length).toBeGreaterThan(9);
  for (const [id, clients] of withClients)
    expect([id, clients]).toEqual([id, { "Fn::Join": [",", [{ Ref: "DeskWebClient" }]] }]);
});

test("its ID tokens are exchanged for credentials, with the roles of groups", () => {
  const provider = { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderName"] };
  const providers = propertiesOf("IdentityPool").CognitoIdentityProviders;
  expect(providers).toContainEqual({
    ProviderName: provider,
    ClientId: { Ref: "DeskWebClient" },
    ServerSideTokenCheck: true,
  });
  expect(propertiesOf("IdentityPoolRoles").RoleMappings).toMatchObject({
    userPoolDesk: { IdentityProvider: { "Fn::Join": [":", [provider, { Ref: "DeskWebClient" }]] } },
  });
});

test("it has pages in managed login, in the colours of the default brand", () => {
  expect(propertiesOf("DeskWebClientBranding")).toEqual({
    ...propertiesOf("WebClientBranding"),
    ClientId: { Ref: "DeskWebClient" },
  });
});

test("its id is an output, exported and in the Parameter Store", () => {
  expect(full.Outputs).toMatchObject({
    DeskWebClientId: {
      Value: { Ref: "DeskWebClient" },
      Export: { Name: "cognito-triggers-full-DeskWebClientId" },
    },
  });
  expect(propertiesOf("DeskWebClientIdParameter")).toMatchObject({
    Name: "/cognito-triggers/full/DeskWebClientId",
  });
});

describe("webClients", () => {
  const desk = { callbackUrls: "https://desk.acme.example/in", logoutUrls: "https://desk.acme.example/out" };

  test("are addresses and brands by names", () => {
    expect(readWebClients({ desk: { ...desk, brand: "4abc" } })).toEqual({
      desk: {
        callbackUrls: ["https://desk.acme.example/in"],
        logoutUrls: ["https://desk.acme.example/out"],
        brand: "4abc",
      },
    });
  });

  test.each<[string, unknown, string]>([
    ["web", { web: desk }, 'the name "web" is not valid; allowed: up to 32 lower-case letters and digits'],
    ["a name with a hyphen", { "back-office": desk }, 'the name "back-office" is not valid'],
    ["no addresses", { desk: {} }, "desk.callbackUrls:"],
    [
      "an address without TLS",
      { desk: { ...desk, logoutUrls: "http://desk.acme.example" } },
      "desk.logoutUrls:",
    ],
    [
      "another key",
      { desk: { ...desk, scopes: [] } },
      "desk has the unknown key scopes; allowed: callbackUrls, logoutUrls, brand",
    ],
    [
      "a brand that is no id",
      { desk: { ...desk, brand: "the desk" } },
      "desk.brand must be the id of the client",
    ],
    ["a list", [desk], "allowed: an object of return addresses by names of clients"],
  ])("%s is refused", (_, written, mistake) => {
    expect(() => readWebClients(written)).toThrow(mistake);
  });
});
