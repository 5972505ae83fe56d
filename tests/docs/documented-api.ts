import { at, inside, mistakes, type Node, operationOf } from "./openapi-document";

export interface Sent {
  /** What the variables of the route stand for, and what stands behind the question mark. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where there is none. */
  readonly body: Answered | undefined;
}

/** What answers of all kinds may say. */
export interface Answered {
  readonly code?: string;
  readonly message?: string;
  readonly errors?: readonly { readonly field: string }[];
  readonly challenge?: string;
  readonly session?: string;
  readonly secret?: string;
  readonly accessToken?: string;
  readonly idToken?: string;
  readonly refreshToken?: string;
}

/** A client of the API that takes no answer which is not described. */
export interface DocumentedApi {
  send(route: string, sent?: Sent): Promise<Answer>;
  /** All that it was answered, such as `POST /auth/sign-in 401 wrong-credentials`. */
  readonly answers: ReadonlySet<string>;
}

export function documentedApi(url: string): DocumentedApi {
  const answers = new Set<string>();
  return {
    answers,
    async send(route, sent = {}) {
      const response = await request(url, route, sent);
      const answer = await readAnswer(response);
      const { status, body } = answer;
      answers.add([route, status, body?.code ?? body?.challenge ?? body?.message ?? []].flat().join(" "));
      const wrong = differences(operationOf(route).responses[status], answer);
      if (wrong.length > 0)
        throw new Error(
          `${route} ${status} is not as described: ${wrong.join(", ")}\n${JSON.stringify(body)}`,
        );
      return answer;
    },
  };
}

function request(url: string, route: string, sent: Sent): Promise<Response> {
  const { path = {}, query = "", body, token, headers } = sent;
  const [method = "", template = ""] = route.split(" ");
  const address = template.replace(/\{(\w+)\}/g, (variable, name: string) => path[name] ?? variable);
  return fetch(`${url}${address}${query}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** How an answer differs from the description at a place. */
export function differences(pointer: string | undefined, { headers, body }: Answer): readonly string[] {
  if (pointer === undefined) return ["this status is not described"];
  const described = at(pointer).value as { content?: Node; headers?: Node };
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  return [
    ...headerDifferences(pointer, described.headers ?? {}, headers),
    // API Gateway's own answers know nothing of it.
    ...(body?.message === undefined && headers.get("cache-control") !== "no-store"
      ? ["others may keep it"]
      : []),
    ...(described.content === undefined
      ? body === undefined
        ? []
        : ["there is a body"]
      : described.content[type] === undefined
        ? [`it is of the type ${type}`]
        : mistakes(inside(pointer, "content", type, "schema"), body)),
  ];
}

function headerDifferences(pointer: string, described: Node, headers: Headers): readonly string[] {
  return ["set-cookie", "www-authenticate", "etag"].flatMap((name) => {
    const value = headers.get(name);
    if (value === null) return [];
    const documented = Object.keys(described).find((header) => header.toLowerCase() === name);
    if (documented === undefined) return [`there is a header ${name}`];
    return mistakes(inside(at(inside(pointer, "headers", documented)).pointer, "schema"), value);
  });
}
