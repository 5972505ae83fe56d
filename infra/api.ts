import { parameterValue, type Variables } from "./framework";

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

/** The clients whose tokens the API takes. What each may do, the functions decide. */
export async function audience(variables: Variables) {
  const further = await parameterValue(variables, "apiClients");
  const machine = (await parameterValue(variables, "machineClient")) === "on";
  return [
    { Ref: "WebClient" },
    ...(machine ? [{ Ref: "MachineClient" }] : []),
    ...(further === "none" ? [] : further),
  ];
}

/** Where the API answers: under a name of your own, or the one that AWS gives it. */
export const address = async (variables: Variables) => {
  const domain = await parameterValue(variables, "apiDomain");
  return domain ?? `\${HttpApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}`;
};
