import { isReadableUnderWhite } from "../../shared/messages/contrast";
import { readTemplate } from "../harness/packaged-service";
import { asArguments, packageService } from "./packaged-stages";

const ADDRESSES = ["http://localhost:3000/signed-in", "https://app.acme.example/in", "com.acme.app://in"];

async function packaged(parameters: Record<string, unknown>) {
  const { Resources, Outputs } = readTemplate(
    await packageService("--stage", "pages", ...asArguments({ retainData: "no", ...parameters })),
  );
  return { Resources, Outputs, propertiesOf: (id: string) => Resources[id]?.Properties ?? {} };
}

test("without managed login, a domain has the classic pages, and people return to every address that is listed", async () => {
  const { Resources, propertiesOf } = await packaged({
    domainPrefix: "acme-login",
    callbackUrls: ADDRESSES.join(),
    logoutUrls: ADDRESSES.slice(0, 2).join(),
  });
  expect(propertiesOf("Domain")).toEqual({
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    Domain: "acme-login",
  });
  expect(Object.values(Resources).map(({ Type }) => Type)).not.toContain(
    "AWS::Cognito::ManagedLoginBranding",
  );
  expect(propertiesOf("WebClient")).toMatchObject({
    CallbackURLs: ADDRESSES,
    LogoutURLs: ADDRESSES.slice(0, 2),
  });
});

/** Every colour in which something is written, or on which something white is. */
const accentsIn = (settings: unknown): readonly string[] =>
  [...JSON.stringify(settings).matchAll(/"([0-9a-f]{6})ff"/g)]
    .map(([, colour = ""]) => `#${colour}`)
    .filter((colour) => colour !== "#ffffff");

test("managed login is under the brand of each client, in colours that can be read", async () => {
  const { Resources, Outputs, propertiesOf } = await packaged({
    customDomain: "login.acme.example",
    customDomainCertificate: "arn:aws:acm:us-east-1:123456789012:certificate/1a2b",
    managedLogin: "on",
    brands: {
      default: { name: "Acme", colour: "#0055AA" },
      "1yellow": { name: "Yellow", colour: "#ffee00" },
      "2plain": { name: "Plain" },
    },
  });
  expect(propertiesOf("CustomDomain")).toMatchObject({
    Domain: "login.acme.example",
    ManagedLoginVersion: 2,
  });
  expect(Object.keys(Outputs as object)).not.toContain("Domain");

  const { Settings, ...web } = propertiesOf("WebClientBranding");
  expect(web).toEqual({
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    ClientId: { Ref: "WebClient" },
    UseCognitoProvidedValues: false,
  });
  expect(Settings).toMatchObject({
    components: {
      primaryButton: {
        lightMode: { defaults: { backgroundColor: "0055aaff", textColor: "ffffffff" } },
      },
    },
    componentClasses: { link: { lightMode: { defaults: { textColor: "0055aaff" } } } },
  });
  const yellow = propertiesOf("BrandingOf1yellow");
  expect(yellow.ClientId).toBe("1yellow");
  expect(accentsIn(yellow.Settings).length).toBeGreaterThan(5);
  expect(accentsIn(yellow.Settings).filter((colour) => !isReadableUnderWhite(colour))).toEqual([]);
  expect(propertiesOf("BrandingOf2plain")).toEqual({
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    ClientId: "2plain",
    UseCognitoProvidedValues: true,
  });
  for (const id of ["WebClientBranding", "BrandingOf1yellow", "CustomDomain"])
    expect([id, Resources[id]?.DeletionPolicy]).toEqual([id, "Delete"]);
});
