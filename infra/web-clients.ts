import { parameterValue, type TemplatePart, type Variables } from "./framework";
import type { WebClients } from "./parameters/web-clients";

/** `desk` as `Desk`: each is a client like the first, whose logical id is `WebClient`. */
const prefixOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const idOf = (name: string): string => `${prefixOf(name)}WebClient`;

interface OwnClient {
  readonly name: string;
  /** The beginning of its logical ids and of its output. */
  readonly prefix: string;
  readonly id: { readonly Ref: string };
  /** Its key in brands, if it has one. */
  readonly brand?: string | undefined;
}

/** The app clients of the stack through which people sign in. The first one always exists. */
export async function ownClients(variables: Variables): Promise<readonly OwnClient[]> {
  const webClients = Object.entries(await parameterValue(variables, "webClients"));
  return [
    { name: "web", prefix: "", id: { Ref: "WebClient" } },
    ...webClients.map(([name, { brand }]) => ({
      name,
      prefix: prefixOf(name),
      id: { Ref: idOf(name) },
      brand,
    })),
  ];
}

/** The template with further web clients: the same as the first, but for their names and return addresses. */
export function withWebClients(template: TemplatePart, webClients: WebClients): TemplatePart {
  const first = template.Resources?.WebClient;
  if (first === undefined || Object.keys(webClients).length === 0) return template;
  const copies = Object.entries(webClients).map(([name, { callbackUrls, logoutUrls }]) => [
    idOf(name),
    {
      ...first,
      Properties: {
        ...first.Properties,
        ClientName: name,
        CallbackURLs: callbackUrls,
        LogoutURLs: logoutUrls,
      },
    },
  ]);
  const outputs = Object.keys(webClients).map((name) => [`${idOf(name)}Id`, { Value: { Ref: idOf(name) } }]);
  return {
    ...template,
    Resources: { ...template.Resources, ...Object.fromEntries(copies) },
    Outputs: { ...(template.Outputs as object), ...Object.fromEntries(outputs) },
  };
}
