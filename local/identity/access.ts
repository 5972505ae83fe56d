import type { IncomingHttpHeaders } from "node:http";

/** A request to a service of AWS as it has arrived. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, nothing decoded. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a request is about to do, in the terms of policies. */
export interface Deed {
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** The ARN of what it is done to. */
  readonly resource: string;
  /** Condition keys of the request, such as `s3:prefix`. Those of the caller are not included. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Why the service checks this, if the request does not show it. The terminal prints it. */
  readonly occasion?: string;
}

/** Throws an AccessError unless the request is signed by somebody who may do everything that it is about to do. */
export type Gatekeeper = (request: SignedRequest, deeds: readonly Deed[]) => Promise<void>;

/** Decides about requests that are signed with the credentials of a session. Region and account are those of the resources. */
export interface SessionGate {
  readonly letPass: Gatekeeper;
  readonly region: string;
  readonly accountId: string;
}

/** Why a request does not pass, in the words of AWS. */
export class AccessError extends Error {
  constructor(
    /** Such as `AccessDenied`. */
    readonly code: string,
    message: string,
    readonly status = 403,
  ) {
    super(message);
  }
}
