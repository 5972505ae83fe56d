import type { Texts } from "../api/input/shapes";
import type { ServerKeys } from "../passwords/srp";
import type { ProvenUser } from "../tokens/grant";
import type { TokenSource } from "../triggers/run-trigger";

/** A sign-in that waits for the answer to a challenge, with what the answer is held against, which is never sent. */
export type Challenge =
  | PasswordVerifier
  | CustomChallenge
  | NewPasswordRequired
  | DeviceVerifier
  | Open<"DEVICE_SRP_AUTH", Omit<Factor, "wrongCodes">>
  | Open<"SELECT_MFA_TYPE", Factor>
  | Open<"SIGNED_UP" | "SIGN_UP_CONFIRMED", object>
  | Open<"SELECT_CHALLENGE" | "PASSWORD" | "PASSWORD_SRP", Chosen>
  | Open<"WEB_AUTHN", Chosen & { readonly challenge: string }>
  | CodeChallenge;

/** Challenges that are answered with a code. */
export type CodeChallenge =
  | Open<"SOFTWARE_TOKEN_MFA", Factor>
  | Open<"SMS_MFA", Factor & { readonly digest: string }>
  /** The second factor, which clients are asked for by the same name as for a sign-in by e-mail, `EMAIL_OTP`. */
  | Open<"EMAIL_MFA", Factor & { readonly digest: string }>
  | Open<"EMAIL_OTP" | "SMS_OTP", Chosen & { readonly digest: string; readonly wrongCodes?: number }>
  | Open<"MFA_SETUP", Factor & { readonly isSetUp: boolean }>;

export type ChallengeName = Challenge["name"];
export type ChallengeNamed<Name extends ChallengeName> = Extract<Challenge, { readonly name: Name }>;

type Open<Name extends string, Details> = Name extends string
  ? Details & {
      readonly name: Name;
      readonly username: string;
      readonly clientId: string;
      readonly expiresAt: number;
      /** The device that the sign-in says it comes from, which nothing has proven. */
      readonly deviceKey?: string | undefined;
    }
  : never;

/** A way to sign in that was chosen or is still to be chosen, perhaps with the name of nobody. */
interface Chosen {
  /** The name that was typed at first. */
  readonly login: string;
  /** The source that the token trigger will be told. */
  readonly source: TokenSource;
}

/** The values with which SRP has begun, and by which its claim is checked. */
interface SrpBegun {
  readonly clientKey: string;
  readonly keys: ServerKeys;
  readonly verifier: string;
}

type DeviceVerifier = Open<"DEVICE_PASSWORD_VERIFIER", SrpBegun & Omit<Factor, "wrongCodes">>;

type PasswordVerifier = Open<
  "PASSWORD_VERIFIER",
  SrpBegun & {
    /** The state of custom authentication, which goes on afterwards; undefined for a sign-in that ends with the password. */
    readonly custom: { readonly login: string; readonly rounds: readonly Round[] } | undefined;
  }
>;

type CustomChallenge = Open<
  "CUSTOM_CHALLENGE",
  {
    readonly login: string;
    readonly rounds: readonly Round[];
    readonly privateChallengeParameters: Texts;
    readonly challengeMetadata: string | undefined;
  }
>;

/** One challenge of custom authentication that is over, as the triggers are told of it. */
export interface Round {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string;
}

type NewPasswordRequired = Open<
  "NEW_PASSWORD_REQUIRED",
  {
    /** The source that the token trigger will be told. */
    readonly source: TokenSource;
    /** The salt of the temporary password that was proven. Another one may replace that password meanwhile. */
    readonly provenSalt: string | undefined;
  }
>;

interface Factor {
  /** The user's state when they proved the first factor. */
  readonly proven: ProvenUser;
  /** The source that the token trigger will be told. */
  readonly source: TokenSource;
  readonly wrongCodes?: number;
}
