/** Everything that can be wrong with a request to the API, with its HTTP status. Clients go by these codes. */
const STATUS = {
  "invalid-request": 400,
  "weak-password": 400,
  "wrong-code": 400,
  "code-expired": 400,
  "not-signed-in": 401,
  "wrong-credentials": 401,
  refused: 403,
  "reset-required": 403,
  "insufficient-scope": 403,
  "forbidden-origin": 403,
  "not-found": 404,
  "account-exists": 409,
  conflict: 409,
  "last-admin": 409,
  "unproven-domain": 409,
  "stale-version": 412,
  "too-large": 413,
  "unsupported-media-type": 415,
  "version-missing": 428,
  "too-many-requests": 429,
  unavailable: 503,
} as const;

const TITLES: Readonly<Record<ProblemCode, string>> = {
  "invalid-request": "The request is not as described",
  "weak-password": "The password does not meet the rules",
  "wrong-code": "The code is wrong",
  "code-expired": "The code is no longer valid",
  "not-signed-in": "Sign in first",
  "wrong-credentials": "The credentials are wrong",
  refused: "This is not allowed",
  "reset-required": "A new password is needed",
  "insufficient-scope": "The token does not allow this",
  "forbidden-origin": "This site may not use the API",
  "not-found": "There is no such thing",
  conflict: "This does not go together with what is there",
  "last-admin": "Somebody has to stay an admin",
  "unproven-domain": "The domain is not proven",
  "stale-version": "This was changed in the meantime",
  "version-missing": "The request does not say which version it changes",
  "account-exists": "There is an account with this address already",
  "too-large": "The request is too large",
  "unsupported-media-type": "The request must be JSON",
  "too-many-requests": "Too many requests",
  unavailable: "This is not possible at the moment",
};

export type ProblemCode = keyof typeof STATUS;

/** What is wrong with one field of the body. */
export interface FieldError {
  readonly field: string;
  readonly detail: string;
}

/** A request that cannot be served, in words for the person or developer who sent it. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly errors?: readonly FieldError[],
  ) {
    super(code);
  }

  get status(): number {
    return STATUS[this.code];
  }

  get title(): string {
    return TITLES[this.code];
  }

  /** The representation of RFC 9457. */
  toJSON(): object {
    return {
      type: `urn:problem:${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      ...(this.detail !== undefined && { detail: this.detail }),
      ...(this.errors !== undefined && { errors: this.errors }),
    };
  }
}

export const PROBLEM_CODES = Object.keys(STATUS) as readonly ProblemCode[];
