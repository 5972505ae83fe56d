import type { StringMap } from "../cognito-event";

/** A user of the old system, wherever it kept them. */
export interface LegacyUser {
  /** What identifies them for good, even if their login changes. */
  readonly id: string;
  readonly disabled: boolean;
  readonly emailVerified: boolean;
  readonly password: StoredPassword;
  readonly attributes: StringMap;
  readonly tenantId: string | undefined;
  readonly role: string | undefined;
}

/** A password hash as the old system stored it. Hashes that describe themselves need no scheme. */
export interface StoredPassword {
  readonly hash: string;
  readonly scheme?: string;
  readonly salt?: string;
}

/** The old user base. It is only ever read. */
export interface LegacyUsers {
  findByLogin(login: string, signal: AbortSignal): Promise<LegacyUser | undefined>;
}
