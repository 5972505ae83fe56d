import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { signIn as signInAtPool } from "../../local/edition/visitor";
import { ask, member, signIn, type Tokens, verdictOf } from "./visitor";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const PASSWORD = "Analytical-Engine-1843";

let visited: TestEdition;
let ada: string;
beforeAll(async () => {
  visited = await startTestEdition();
  ada = (await member(visited, "ada")).email;
});
afterAll(() => visited.stop());

interface Session {
  readonly id: string;
  readonly current: boolean;
  readonly device: string | null;
}

async function list(token: string): Promise<readonly Session[]> {
  const answer = await ask(visited, "GET /sessions", { token });
  expect(answer.status).toBe(200);
  return answer.body?.sessions as readonly Session[];
}

const currentOf = async (token: string) => (await list(token)).find(({ current }) => current)?.id ?? "";
const others = (sessions: readonly Session[]) => sessions.filter(({ current }) => !current);

async function signInBy(userAgent: string): Promise<Tokens> {
  const answer = await ask(visited, "POST /auth/sign-in", {
    body: { email: ada, password: PASSWORD },
    headers: { "user-agent": userAgent },
  });
  return answer.body as unknown as Tokens;
}

const endOthers = (token: string) => ask(visited, "DELETE /sessions", { token });
const end = (token: string, id: string) => ask(visited, `DELETE /sessions/${id}`, { token });
const renewing = async ({ refreshToken }: Tokens) =>
  verdictOf(await ask(visited, "POST /auth/refresh", { body: { refreshToken } }));

test("people see by which device they are signed in, and since when", async () => {
  const { accessToken } = await signInBy(FIREFOX);
  const [session] = await list(accessToken);
  expect(session).toEqual({
    id: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
    type: "client",
    current: true,
    clientId: visited.webClient,
    createdAt: expect.stringMatching(/^20\d\d-.*Z$/),
    lastActiveAt: expect.stringMatching(/^20\d\d-.*Z$/),
    device: "Linux, Firefox",
    address: "127.0.0.1",
    place: null,
  });
});

test("a renewal tells the device again, and a user agent that is none is no trouble", async () => {
  const { accessToken, refreshToken } = await signInBy(FIREFOX);
  const renew = (userAgent: string) =>
    ask(visited, "POST /auth/refresh", { body: { refreshToken }, headers: { "user-agent": userAgent } });
  expect((await renew(SAFARI)).status).toBe(200);
  expect((await list(accessToken)).find(({ current }) => current)?.device).toBe("iOS, Safari");
  expect((await renew(`\u00e9\t${"x".repeat(4_000)}`)).status).toBe(200);
});

test("one session ends, and the present one only by signing out", async () => {
  const lost = await signInBy(SAFARI);
  const kept = await signInBy(FIREFOX);
  const id = await currentOf(lost.accessToken);
  expect((await end(kept.accessToken, id)).status).toBe(204);
  expect(await renewing(lost)).toBe("401 not-signed-in");
  expect(verdictOf(await ask(visited, "GET /sessions", { token: lost.accessToken }))).toBe(
    "401 not-signed-in",
  );
  expect((await list(kept.accessToken)).map((session) => session.id)).not.toContain(id);
  expect(verdictOf(await end(kept.accessToken, id))).toBe("404 not-found");
  expect(verdictOf(await end(kept.accessToken, await currentOf(kept.accessToken)))).toBe("409 conflict");
  expect(await renewing(kept)).toBe("200");
});

test("all others end, however often it is asked for", async () => {
  const lost = await Promise.all([signInBy(SAFARI), signInBy(FIREFOX)]);
  const direct = await signInAtPool(visited, ada);
  const kept = await signInBy(FIREFOX);
  for (const status of [204, 204]) expect((await endOthers(kept.accessToken)).status).toBe(status);
  expect(others(await list(kept.accessToken))).toEqual([]);
  for (const tokens of lost) expect(await renewing(tokens)).toBe("401 not-signed-in");
  const refreshToken = direct.AuthenticationResult?.RefreshToken ?? "";
  expect(await renewing({ ...kept, refreshToken })).toBe("401 not-signed-in");
  expect(await renewing(kept)).toBe("200");
});

test("another person's sessions can neither be seen nor ended", async () => {
  const grace = await member(visited, "grace");
  const { accessToken } = await signIn(visited, ada);
  const hers = await currentOf(grace.accessToken);
  expect((await list(accessToken)).map(({ id }) => id)).not.toContain(hers);
  for (const id of [hers, "tkn", "..%2F..%2Fprofile", `tkn${"0".repeat(25)}`])
    expect(verdictOf(await end(accessToken, id))).toBe("404 not-found");
  expect((await endOthers(accessToken)).status).toBe(204);
  expect(await renewing(grace)).toBe("200");
});

test("it takes an access token", async () => {
  const { idToken } = await signIn(visited, ada);
  for (const route of ["GET /sessions", "DELETE /sessions", "DELETE /sessions/x"]) {
    expect(verdictOf(await ask(visited, route))).toBe("401");
    expect(verdictOf(await ask(visited, route, { token: idToken }))).toBe("401 not-signed-in");
  }
});
