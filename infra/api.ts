import { parameterValue, type Variables } from "./framework";
import { ownClients } from "./web-clients";

/** Which pages a browser lets call the API. Cookies are only for listed origins, and so is everything else. */
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

/** The clients whose people may call besides those of the first web client. */
async function further(variables: Variables): Promise<readonly (string | { readonly Ref: string })[]> {
  const [, ...ours] = await ownClients(variables);
  const listed = await parameterValue(variables, "apiClients");
  return [...ours.map(({ id }) => id), ...(listed === "none" ? [] : listed)];
}

/** The same as the functions read it. */
export async function furtherClients(variables: Variables) {
  const clients = await further(variables);
  if (clients.every((client) => typeof client === "string")) return clients.join(",") || "none";
  return { "Fn::Join": [",", clients] };
}

/** The clients whose tokens the API takes. What each may do, the functions decide. */
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
