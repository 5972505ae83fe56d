import { parameterValue, type Variables } from "./framework";
import { ownClients } from "./web-clients";

/** The pages that browsers allow to call the API, with or without the cookie: those of the listed origins only. */
export async function cors(variables: Variables) {
  const origins = await parameterValue(variables, "corsOrigins");
  if (origins === "none") return false;
  return {
    allowedOrigins: origins,
    allowedMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowedHeaders: ["authorization", "content-type", "if-match"],
    exposedResponseHeaders: ["etag"],
    allowCredentials: (await parameterValue(variables, "refreshTokenCookie")) === "on",
    maxAge: 7200,
  };
}

/** The clients, besides the first web client, whose people may call the API. */
async function further(variables: Variables): Promise<readonly (string | { readonly Ref: string })[]> {
  const [, ...ours] = await ownClients(variables);
  const listed = await parameterValue(variables, "apiClients");
  return [...ours.map(({ id }) => id), ...(listed === "none" ? [] : listed)];
}

/** The same clients, as a value of the functions' environment. */
export async function furtherClients(variables: Variables) {
  const clients = await further(variables);
  if (clients.every((client) => typeof client === "string")) return clients.join(",") || "none";
  return { "Fn::Join": [",", clients] };
}

/** The clients whose tokens the API accepts. The functions decide what each of them may do. */
export async function audience(variables: Variables) {
  const machine = (await parameterValue(variables, "machineClient")) === "on";
  return [
    { Ref: "WebClient" },
    ...(machine ? [{ Ref: "MachineClient" }] : []),
    ...(await further(variables)),
  ];
}

/** Where the API answers: under a name of your own, or the one that AWS gives it. */
export const address = async (variables: Variables) => {
  const domain = await parameterValue(variables, "apiDomain");
  return domain ?? `\${HttpApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}`;
};
