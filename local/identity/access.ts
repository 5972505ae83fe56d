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
  /** What conditions ask about the request itself, such as `s3:prefix`. Keys of the caller are not in it. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Why the service asks for it, where that is not plain from the request; whoever reads the terminal is told. */
  readonly occasion?: string;
}

/** Lets a request pass that is signed by somebody who may do all that it is about to do, and throws an AccessError otherwise. */
export type Gatekeeper = (request: SignedRequest, deeds: readonly Deed[]) => Promise<void>;

/** Who decides about requests that are signed with the credentials of a session, and where what they are about is. */
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
