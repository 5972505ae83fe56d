import { createHash } from "node:crypto";
import { documentOf, type PanelParts } from "../../../functions/panel/document";
import { createHandler } from "../../../functions/panel/handler";
import type { ApiRequest } from "../../../shared/api/request";
import type { Run } from "../../../shared/runtime/invocation";
import type { ApiOutcomes } from "../../../shared/runtime/outcomes";
import { loadBundle, type Trigger } from "../../harness/triggers";

interface Served {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

let panel: Trigger;

beforeAll(() => {
  panel = loadBundle("panel", "");
});
afterAll(() => panel.stop());

const open = (headers: Readonly<Record<string, string>> = {}) =>
  panel({ routeKey: "GET /panel", headers, requestContext: {} }) as Promise<Served>;

const hashOf = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

test("the page runs its own script and style, talks to its own origin, and is in nobody's frame", async () => {
  const { statusCode, headers, body = "" } = await open();
  const [, style] = /<style>(.*)<\/style>/s.exec(body) ?? [];
  const [, script] = /<script>(.*)<\/script>/s.exec(body) ?? [];
  expect(script?.length).toBeGreaterThan(10_000);
  expect([statusCode, headers]).toEqual([
    200,
    {
      "cache-control": "no-cache",
      "content-security-policy": [
        "default-src 'none'",
        `script-src ${hashOf(script)}`,
        `style-src ${hashOf(style)}`,
        "connect-src 'self'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join("; "),
      "content-type": "text/html; charset=utf-8",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      etag: expect.stringMatching(/^"[\w+/]{43}=\.[\w+/]{43}=\.\w+"$/),
      "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
      "referrer-policy": "same-origin",
      "strict-transport-security": "max-age=31536000",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    },
  ]);
});

const PARTS = {
  script: { text: "", sha256: "a" },
  style: { text: "", sha256: "b" },
  policy: { minLength: 12, requires: [] },
};

test("it loads nothing from elsewhere, makes no markup of text, and keeps no token", async () => {
  const { body = "" } = await open();
  expect(body.match(/<\/(script|style)>/g)).toEqual(["</style>", "</script>"]);
  expect(body).not.toMatch(/ src=|@import|innerHTML|outerHTML|insertAdjacent|localStorage|document\.cookie/);
  expect([...body.matchAll(/https?:\/\/[\w.]*/g)].map(([address]) => address).sort()).toEqual([
    "https://",
    "https://.",
  ]);
});

test("it says the pool's rules for passwords", async () => {
  const { body } = await open();
  expect(body).toContain(
    'data-password-rules="At least 12 characters, among them a lower-case letter, an upper-case letter, and a digit"',
  );
});

test("it says whether there is a list of sessions", () => {
  expect(documentOf({ ...PARTS, listsSessions: true })).toMatch(/^<html [^>]* data-sessions>$/m);
  expect(documentOf({ ...PARTS, listsSessions: false })).not.toContain("data-sessions");
});

test("whoever has it already gets it again only when it has changed", async () => {
  const { headers, body } = await open();
  for (const known of [headers.etag ?? "", `W/${headers.etag}`, `"other", ${headers.etag}`]) {
    const again = await open({ "If-None-Match": known });
    expect([again.statusCode, again.body, again.headers]).toEqual([304, undefined, headers]);
  }
  const other = await open({ "if-none-match": '"other"' });
  expect([other.statusCode, other.body]).toEqual([200, body]);
});

test("a page that differs in anything has another tag", async () => {
  const changes: Partial<PanelParts>[] = [
    {},
    { script: { text: "1", sha256: "c" } },
    { style: { text: "p{}", sha256: "d" } },
    { policy: { minLength: 13, requires: [] } },
    { listsSessions: true },
  ];
  const tags = changes.map(async (change) => {
    const endpoint = createHandler({ ...PARTS, listsSessions: false, ...change })["GET /panel"];
    return (await endpoint?.({ headers: {} } as ApiRequest, {} as Run<ApiOutcomes>))?.headers?.etag;
  });
  expect(new Set(await Promise.all(tags)).size).toBe(changes.length);
});

test("its log says nothing of the visitor", async () => {
  await open({ cookie: "__Host-refresh_token=secret", "user-agent": "somebody" });
  const line = panel.log().at(-1);
  expect(line).toMatchObject({ api: "panel", route: "GET /panel", outcome: "done" });
  expect(JSON.stringify(line)).not.toMatch(/secret|somebody/);
});
