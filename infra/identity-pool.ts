import { parameterValue, type Variables } from "./framework";
import type { ParameterName } from "./parameters";
import { ownClients } from "./web-clients";

const isOn = async (variables: Variables, name: ParameterName) =>
  (await parameterValue(variables, name)) === "on";

const arnOf = (role: string) => ({ "Fn::GetAtt": [role, "Arn"] });

export const letsGuestsIn = (variables: Variables) => isOn(variables, "guests");

/** Every role whose credentials the identity pool hands out. */
export async function handedOutRoles(variables: Variables) {
  const guests = await isOn(variables, "guests");
  const operators = await isOn(variables, "operatorsRole");
  return [
    arnOf("SignedInRole"),
    ...(guests ? [arnOf("GuestsRole")] : []),
    ...(operators ? [arnOf("OperatorsRole")] : []),
  ];
}

export const attachedRoles = async (variables: Variables) => ({
  authenticated: arnOf("SignedInRole"),
  ...((await isOn(variables, "guests")) && { unauthenticated: arnOf("GuestsRole") }),
});

const PROVIDER = { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderName"] };

/** The clients whose ID tokens are exchanged. A user who was signed out everywhere or deleted gets no more credentials. */
export const providers = async (variables: Variables) =>
  (await ownClients(variables)).map(({ id }) => ({
    ProviderName: PROVIDER,
    ClientId: id,
    ServerSideTokenCheck: true,
  }));

/** The token names the role of the group that a person is in. People in no such group get the role of all who are signed in. */
export async function roleMappings(variables: Variables) {
  if (!(await isOn(variables, "operatorsRole"))) return null;
  const mappings = (await ownClients(variables)).map(({ id, prefix }) => [
    `userPool${prefix}`,
    {
      IdentityProvider: { "Fn::Join": [":", [PROVIDER, id]] },
      Type: "Token",
      AmbiguousRoleResolution: "AuthenticatedRole",
    },
  ]);
  return Object.fromEntries(mappings);
}

/** The role of the group operators. */
export const operatorsRole = async (variables: Variables) =>
  (await isOn(variables, "operatorsRole")) ? arnOf("OperatorsRole") : null;

/** For people who are also in another group with a role, the role of operators comes first. */
export const operatorsPrecedence = async (variables: Variables) =>
  (await isOn(variables, "operatorsRole")) ? 0 : null;

/** Pages that may call the API may also use the files. */
export async function cors(variables: Variables) {
  const origins = await parameterValue(variables, "corsOrigins");
  if (origins === "none") return null;
  return {
    CorsRules: [
      {
        AllowedOrigins: origins,
        AllowedMethods: ["GET", "HEAD", "PUT", "POST", "DELETE"],
        AllowedHeaders: ["*"],
        // The headers of an answer that SDKs read.
        ExposedHeaders: ["ETag", "x-amz-request-id", "x-amz-id-2", "x-amz-version-id"],
        MaxAge: 7200,
      },
    ],
  };
}

/** What front ends need for the identity pool, as a part of the text of the output FrontEndConfig. */
export async function frontEndConfig(variables: Variables) {
  if (!(await isOn(variables, "identityPool"))) return "";
  const parts = { identityPoolId: "IdentityPool", filesBucket: "FilesBucket", itemsTable: "ItemsTable" };
  return Object.entries(parts)
    .map(([name, resource]) => `,"${name}":"\${${resource}}"`)
    .join("");
}
