import { parameterValue, type Variables } from "./framework";

const isUpdated = async (variables: Variables) => (await parameterValue(variables, "issuer")) === "updated";

/** Null leaves it out: Cognito's default is the original one. */
export const configuration = async (variables: Variables) =>
  (await isUpdated(variables)) ? { Type: "UPDATED" } : null;

/**
 * Whom tokens are from. Of the pool's attributes, AWS documents only the original form, so the updated one is put together as
 * Cognito documents it.
 */
export const url = async (variables: Variables) =>
  (await isUpdated(variables))
    ? { "Fn::Sub": `https://issuer-cognito-idp.\${AWS::Region}.amazonaws.com/\${CognitoUserPoolUsers}` }
    : { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderURL"] };
