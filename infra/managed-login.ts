import { isReadableUnderWhite } from "../shared/messages/contrast";
import { parameterValue, type TemplatePart, type Variables } from "./framework";
import { ownClients } from "./web-clients";

const isOn = async (variables: Variables) => (await parameterValue(variables, "managedLogin")) === "on";

/** Null leaves it out: the classic hosted UI. */
export const version = async (variables: Variables) => ((await isOn(variables)) ? 2 : null);

/**
 * The look of the sign-in pages, for each app client. In managed login, a client without branding has no pages. It is deleted with
 * the stack: it holds no data, and a branding that is left behind would block the next deployment.
 */
export async function resources(variables: Variables): Promise<TemplatePart> {
  if (!(await isOn(variables))) return {};
  const { default: ofWebClients, ofClient } = await parameterValue(variables, "brands");
  const ours = await ownClients(variables);
  const branding = (ClientId: unknown, colour: string | undefined) => ({
    Type: "AWS::Cognito::ManagedLoginBranding",
    Properties: {
      UserPoolId: { Ref: "CognitoUserPoolUsers" },
      ClientId,
      ...(colour === undefined
        ? { UseCognitoProvidedValues: true }
        : { UseCognitoProvidedValues: false, Settings: settingsIn(colour) }),
    },
  });
  const branded = ours.map(({ id, prefix, brand = "" }) => [
    `${prefix}WebClientBranding`,
    branding(id, (ofClient.get(brand) ?? ofWebClients).colour),
  ]);
  const others = [...ofClient].filter(([clientId]) => !ours.some(({ brand }) => brand === clientId));
  return {
    Resources: Object.fromEntries([
      ...branded,
      ...others.map(([clientId, { colour }]) => [
        `BrandingOf${clientId.replace(/[^a-zA-Z0-9]/g, "")}`,
        branding(clientId, colour),
      ]),
    ]),
  };
}

/** Buttons and links in the brand's colour, darkened until it is readable on white and under white. */
function settingsIn(colour: string) {
  const accent = readable(colour);
  const [strong, pressed] = [opaque(accent), opaque(darkened(accent, 0.8))];
  const white = "ffffffff";
  const filled = (backgroundColor: string) => ({ backgroundColor, textColor: white });
  const outlined = (tone: string) => ({ borderColor: tone, textColor: tone });
  return {
    categories: { global: { colorSchemeMode: "LIGHT" } },
    componentClasses: {
      focusState: { lightMode: { borderColor: strong } },
      link: { lightMode: { defaults: { textColor: strong }, hover: { textColor: pressed } } },
      optionControls: { lightMode: { selected: { backgroundColor: strong, foregroundColor: white } } },
    },
    components: {
      primaryButton: {
        lightMode: { defaults: filled(strong), hover: filled(pressed), active: filled(pressed) },
      },
      secondaryButton: {
        lightMode: {
          defaults: { ...outlined(strong), backgroundColor: white },
          hover: { ...outlined(pressed), backgroundColor: white },
          active: { ...outlined(pressed), backgroundColor: white },
        },
      },
    },
  };
}

/** A darker colour of the same hue. */
function darkened(colour: string, share: number): string {
  const parts = [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16) * share);
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

const readable = (colour: string): string =>
  isReadableUnderWhite(colour) ? colour : readable(darkened(colour, 0.95));

/** In the form of Cognito, which ends with the opacity. */
const opaque = (colour: string): string => `${colour.slice(1).toLowerCase()}ff`;
