import {
  associateWebAuthnCredential,
  autoSignIn,
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  listWebAuthnCredentials,
  signIn,
  signOut,
  signUp,
} from "@aws-amplify/auth";
import { cognitoCredentialsProvider, cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import { Amplify } from "@aws-amplify/core";
import { downloadData, list, remove, uploadData } from "@aws-amplify/storage";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

/** The stack's output FrontEndConfig, as it is on a laptop. */
interface Config {
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly identityPoolId: string;
  readonly filesBucket: string;
  readonly endpoints: { readonly cognitoIdp: string; readonly cognitoIdentity: string; readonly s3: string };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));
const outcomeOf = (result: Promise<string>): Promise<string> => result.catch(nameOf);

type Step = Awaited<ReturnType<typeof signIn>>["nextStep"];

/** With the ways that are left to choose from. */
function stepOf(step: Step): string {
  const ways = "availableChallenges" in step ? (step.availableChallenges ?? []) : [];
  return [step.signInStep, ...ways].join(" ");
}

let config: Config;

/** As docs/aws-credentials.md has it. */
function sdkClient(): S3Client {
  const { region, endpoints } = config;
  return new S3Client({
    region,
    endpoint: endpoints.s3,
    forcePathStyle: true,
    credentials: async () => {
      const { credentials } = await fetchAuthSession();
      if (credentials === undefined) throw new Error("nobody gets credentials");
      return credentials;
    },
  });
}

async function downloadWithSdk(path: string): Promise<string> {
  const client = sdkClient();
  const { filesBucket } = config;
  const { Body } = await client.send(new GetObjectCommand({ Bucket: filesBucket, Key: path }));
  return (await Body?.transformToString()) ?? "";
}

/** As the page has it: a file that somebody chose. */
async function uploadWithSdk(path: string, text: string): Promise<string> {
  const file = new File([text], "note.txt", { type: "text/plain" });
  const Body = new Uint8Array(await file.arrayBuffer());
  const Bucket = config.filesBucket;
  await sdkClient().send(new PutObjectCommand({ Bucket, Key: path, Body, ContentType: file.type }));
  return "done";
}

/** What a test lets the page do: each answers its result, or the name of the error. */
const front = {
  configure(given: Config) {
    config = given;
    const { region, userPoolId, userPoolClientId, identityPoolId, filesBucket, endpoints } = config;
    const Auth = {
      Cognito: {
        userPoolId,
        userPoolClientId,
        identityPoolId,
        allowGuestAccess: true,
        loginWith: { email: true },
        userPoolEndpoint: endpoints.cognitoIdp,
        identityPoolEndpoint: endpoints.cognitoIdentity,
      },
    };
    const S3 = { bucket: filesBucket, region, dangerouslyConnectToHttpEndpointForTesting: "true" };
    // The package aws-amplify connects its parts in this way.
    cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
    Amplify.configure(
      { Auth, Storage: { S3 } },
      {
        Auth: {
          tokenProvider: cognitoUserPoolsTokenProvider,
          credentialsProvider: cognitoCredentialsProvider,
        },
      },
    );
  },
  async signIn(username: string, password: string) {
    const { nextStep } = await signIn({
      username,
      password,
      options: { authFlowType: "USER_PASSWORD_AUTH" },
    });
    return nextStep.signInStep;
  },
  /** Without a password: the step that Amplify asks for then. */
  async signInBy(username: string, preferredChallenge?: "EMAIL_OTP" | "WEB_AUTHN") {
    const options = { authFlowType: "USER_AUTH" as const, ...(preferredChallenge && { preferredChallenge }) };
    return stepOf((await signIn({ username, options })).nextStep);
  },
  async answer(challengeResponse: string) {
    return stepOf((await confirmSignIn({ challengeResponse })).nextStep);
  },
  async signUpWithoutPassword(username: string) {
    const autoSignIn = { authFlowType: "USER_AUTH" as const };
    const { nextStep } = await signUp({
      username,
      options: { userAttributes: { email: username }, autoSignIn },
    });
    return nextStep.signUpStep;
  },
  async confirmAndComeIn(username: string, confirmationCode: string) {
    await confirmSignUp({ username, confirmationCode });
    return stepOf((await autoSignIn()).nextStep);
  },
  async addPasskey() {
    await associateWebAuthnCredential();
    const { credentials } = await listWebAuthnCredentials();
    return credentials.length;
  },
  signOut: () => signOut(),
  async credentials() {
    const { credentials, identityId } = await fetchAuthSession();
    return { keyId: credentials?.accessKeyId ?? "", identityId: identityId ?? "" };
  },
  upload: (path: string, text: string) =>
    outcomeOf(uploadData({ path, data: text }).result.then(() => "done")),
  download: (path: string) => outcomeOf(downloadData({ path }).result.then(({ body }) => body.text())),
  uploadWithSdk: (path: string, text: string) => outcomeOf(uploadWithSdk(path, text)),
  downloadWithSdk: (path: string) => outcomeOf(downloadWithSdk(path)),
  list: (path: string) =>
    outcomeOf(list({ path }).then(({ items }) => items.map((item) => item.path).join(" "))),
  remove: (path: string) => outcomeOf(remove({ path }).then(() => "done")),
};

export type Front = typeof front;
Object.assign(globalThis, { front });
