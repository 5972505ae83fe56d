import { FaultError } from "../../runtime/errors";

/**
 * Reads the function's credentials from the environment, where Lambda puts them. The SDK's chain of single sign-on,
 * web identity, processes and files would make up a good part of every bundle. Each request reads them anew, so a
 * restored container uses its own.
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
