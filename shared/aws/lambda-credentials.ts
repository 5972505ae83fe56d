import { FaultError } from "../runtime/errors";

/**
 * Stands in for the SDK's chain of credential providers in the bundles (see `custom.esbuild` in serverless.yml). Lambda
 * puts a function's credentials into its environment, so the chain's single sign-on, web identity, process and file
 * readers would only add two fifths to every bundle and their share to every cold start.
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined)
    throw new FaultError("the environment holds no AWS credentials");
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
