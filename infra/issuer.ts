import { parameterValue, type Variables } from "./framework";

const isUpdated = async (variables: Variables) => (await parameterValue(variables, "issuer")) === "updated";

/** Both are written out: whether an update resets a property that a template no longer has is not documented. */
export const configuration = async (variables: Variables) => ({
  Type: (await isUpdated(variables)) ? "UPDATED" : "ORIGINAL",
});

/**
 * Whom tokens are from. Of the pool's attributes, AWS documents only the original form, so the updated one is put together as
 * Cognito documents it.
 */
export const url = async (variables: Variables) =>
  (await isUpdated(variables))
    ? { "Fn::Sub": `https://issuer-cognito-idp.\${AWS::Region}.amazonaws.com/\${CognitoUserPoolUsers}` }
    : { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderURL"] };
