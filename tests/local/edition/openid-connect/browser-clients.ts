import { fetchAuthSession, fetchUserAttributes, signInWithRedirect, signOut } from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import "@aws-amplify/auth/enable-oauth-listener";
import { Amplify } from "@aws-amplify/core";
import { UserManager, type UserManagerSettings } from "oidc-client-ts";

interface AmplifySettings {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolEndpoint: string;
  readonly domain: string;
  readonly signedIn: string;
  readonly signedOut: string;
}

export interface SignedIn {
  readonly profile: object;
  readonly access_token: string;
}

/** oidc-client-ts, as its guide has it. It keeps what it needs in the browser's storage, from one page to the next. */
const oidcClientTs = {
  async signIn(settings: UserManagerSettings) {
    await new UserManager(settings).signinRedirect({ nonce: "a-nonce" });
  },
  async comeBack(settings: UserManagerSettings): Promise<SignedIn> {
    const { profile, access_token } = await new UserManager(settings).signinCallback().then(orThrow);
    return { profile, access_token };
  },
  async renew(settings: UserManagerSettings) {
    const { access_token } = await new UserManager(settings).signinSilent().then(orThrow);
    return access_token;
  },
  async signOut(settings: UserManagerSettings, logoutUri: string) {
    // As Cognito wants it, which knows no post_logout_redirect_uri.
    const extraQueryParams = { client_id: settings.client_id, logout_uri: logoutUri };
    await new UserManager(settings).signoutRedirect({ extraQueryParams });
  },
};

function orThrow<Value>(value: Value | null | undefined): Value {
  if (value === undefined || value === null) throw new Error("nobody is signed in");
  return value;
}

const amplify = {
  /** On the page that people come back to, Amplify takes up the code by itself then. */
  configure({ domain, signedIn, signedOut, ...pool }: AmplifySettings) {
    const oauth = {
      domain,
      scopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
      redirectSignIn: [signedIn],
      redirectSignOut: [signedOut],
      responseType: "code" as const,
    };
    const Auth = { Cognito: { ...pool, loginWith: { oauth } } };
    // The package aws-amplify connects its parts in this way.
    cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
    Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
  },
  signIn: (lang: string) => signInWithRedirect({ options: { lang } }),
  async email() {
    return (await fetchUserAttributes()).email;
  },
  async renew() {
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    return tokens?.accessToken.toString();
  },
  signOut: () => signOut(),
};

const clients = { oidcClientTs, amplify };
export type BrowserClients = typeof clients;
Object.assign(globalThis, { clients });
