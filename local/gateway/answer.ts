/** The answer to a client. */
export interface Answer {
  readonly status: number;
  /** By names in lower case. A header may have several values. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

/** The form of the gateway's own answers. */
export const message = (status: number, text: string, headers: Answer["headers"] = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ message: text }),
});

export const BAD_REQUEST = message(400, "Bad Request");
export const NOT_FOUND = message(404, "Not Found");
export const TOO_LARGE = message(413, "Request Entity Too Large");
export const HEADERS_TOO_LARGE = message(431, "Request Header Fields Too Large");
export const INTERNAL_ERROR = message(500, "Internal Server Error");
export const UNAVAILABLE = message(503, "Service Unavailable");
