import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { build, type Plugin } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { localOutputs } from "../../local/outputs";
import { INVITATION_SECRET, invitation } from "../harness/people";
import { asArguments, packageService } from "../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../local/edition/start-test-edition";
import { join, PASSWORD } from "../local/edition/visitor";
import type { Front } from "./amplify-page";
import { addAuthenticator, describeInBrowser, launchBrowser } from "./browser";

/** Where Amplify Storage looks for an S3 over HTTP; it takes no other address. */
const AMPLIFYS_S3 = "localhost:20005";

/**
 * Amplify Storage 6.17 refuses the very address of its own switch for tests, because an `else` is missing. With it, all else is
 * Amplify as it is. Without it, pages use the SDK's client with Amplify's credentials.
 */
const MENDED: Plugin = {
  name: "amplify-storage-over-http",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]s3data[/\\]base\.mjs$/ }, (file) => {
      const text = readFileSync(file.path, "utf8");
      const mended = text.replace(
        /assertValidationError\(!customEndpoint.*?AmplifyUrl\(`.*?`\);/s,
        (otherwise) => `else { ${otherwise} }`,
      );
      if (mended === text) throw new Error("Amplify Storage chooses its address in another way");
      return { contents: mended, loader: "js" };
    });
  },
};

describeInBrowser("Amplify in a page of the stage", () => {
  let visited: TestEdition;
  let browser: Browser;
  let site: Server;
  let bundle: string;
  let page: Page;
  let complaints: string[];
  let ada: string;

  beforeAll(async () => {
    site = createServer((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<title>Amplify</title>"),
    ).listen(0, "127.0.0.1");
    await once(site, "listening");
    const parameters = { identityPool: "on", guests: "on", passwordless: "both", corsOrigins: pageAddress() };
    const [product, { outputFiles }] = await Promise.all([
      packageService("--stage", "dev", ...asArguments(parameters)),
      build({
        entryPoints: [path.join(__dirname, "amplify-page.ts")],
        bundle: true,
        platform: "browser",
        format: "iife",
        write: false,
        plugins: [MENDED],
      }),
    ]);
    bundle = outputFiles[0]?.text ?? "";
    visited = await startTestEdition({}, product);
    const storage = new URL(visited.edition.storage?.url ?? "");
    browser = await launchBrowser(`--host-resolver-rules=MAP ${AMPLIFYS_S3} ${storage.host}`);
    ada = await join(visited, "ada@acme.example");
    const gus = "gus@globex.example";
    await visited.tables.put(
      "InvitationsTable",
      invitation({ email: gus, tenantId: "globex", listKey: gus }),
    );
    await join(visited, gus, INVITATION_SECRET);
    await putPublic("public/logo.svg", "<svg/>");
    await putPublic("acme/shared/plan.txt", "the plan");
  });
  afterAll(async () => {
    await browser?.close();
    await visited?.stop();
    site.close();
  });
  beforeEach(async () => {
    page = await openPage();
    await call("configure", configOf(visited));
  });
  afterEach(async () => {
    await page?.context().close();
    expect(complaints).toEqual([]);
  });

  const pageAddress = () => `http://localhost:${(site.address() as AddressInfo).port}`;

  const configOf = ({ edition }: TestEdition) =>
    JSON.parse(
      localOutputs(edition.stack, edition.apiUrl, {
        cognitoIdp: edition.poolUrl,
        cognitoIdentity: edition.poolUrl,
        s3: edition.storage?.url ?? "",
      }).FrontEndConfig ?? "",
    );

  /** As the account's administrator. */
  async function putPublic(Key: string, Body: string): Promise<void> {
    const client = new S3Client({
      region: visited.edition.stack.region,
      endpoint: visited.edition.storage?.url ?? "",
      forcePathStyle: true,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    await client.send(new PutObjectCommand({ Bucket: configOf(visited).filesBucket, Key, Body }));
    client.destroy();
  }

  async function openPage(): Promise<Page> {
    const context = await browser.newContext();
    const opened = await context.newPage();
    complaints = [];
    opened.on("pageerror", ({ message }) => complaints.push(message));
    // The edition's clock is ahead after a test that has let time pass.
    await opened.clock.install({ time: visited.edition.pool.now() });
    await opened.goto(pageAddress());
    await opened.addScriptTag({ content: bundle });
    return opened;
  }

  /** Calls something of the page. */
  const call = <Name extends keyof Front>(name: Name, ...given: Parameters<Front[Name]>) =>
    page.evaluate(({ called, args }) => Reflect.get(Reflect.get(globalThis, "front"), called)(...args), {
      called: name as string,
      args: given as unknown[],
    }) as Promise<Awaited<ReturnType<Front[Name]>>>;

  const signInAs = (email: string) => call("signIn", email, PASSWORD);
  const credentials = () => call("credentials");
  const upload = (file: string, text: string) => call("upload", file, text);
  const download = (file: string) => call("download", file);
  const list = (prefix: string) => call("list", prefix);
  const remove = (file: string) => call("remove", file);

  test("somebody keeps files of their own, reads those of their tenant, and reaches nothing of another", async () => {
    expect(await signInAs("ada@acme.example")).toBe("DONE");
    const avatar = `acme/people/${ada}/avatar.txt`;
    expect(await upload(avatar, "a face")).toBe("done");
    expect(await download(avatar)).toBe("a face");
    expect(await list(`acme/people/${ada}/`)).toBe(avatar);
    expect(await download("acme/shared/plan.txt")).toBe("the plan");
    expect(await remove(avatar)).toBe("done");

    expect(await upload(avatar, "another face")).toBe("done");
    expect(await upload("globex/shared/plan.txt", "a hole")).toBe("AccessDenied");
    expect(await list("globex/shared/")).toBe("AccessDenied");
    expect(await list("")).toBe("AccessDenied");
    expect(await remove("acme/shared/plan.txt")).toBe("AccessDenied");

    await call("signOut");
    expect(await signInAs("gus@globex.example")).toBe("DONE");
    expect(await download(avatar)).toBe("AccessDenied");
    expect(await download("acme/shared/plan.txt")).toBe("AccessDenied");
  });

  test("guests read the public files and nothing else", async () => {
    expect(await download("public/logo.svg")).toBe("<svg/>");
    expect(await list("public/")).toBe("public/logo.svg");
    expect(await download("acme/shared/plan.txt")).toBe("AccessDenied");
    expect(await list("acme/shared/")).toBe("AccessDenied");
    expect(await upload("public/logo.svg", "a guest's")).toBe("AccessDenied");
  });

  test("a guest who signs in becomes a person, and a guest again who signs out", async () => {
    const guest = await credentials();
    await signInAs("ada@acme.example");
    const person = await credentials();
    expect(person.keyId).not.toBe(guest.keyId);
    expect(await download("acme/shared/plan.txt")).toBe("the plan");
    await call("signOut");
    // The browser may have kept the other one.
    expect(await download("acme/shared/other.txt")).toBe("AccessDenied");
  });

  test("credentials that have expired are renewed, for the same identity", async () => {
    await signInAs("ada@acme.example");
    const before = await credentials();
    visited.pass(3 * 3_600);
    await page.clock.fastForward("03:00:00");
    expect(await download("acme/shared/plan.txt")).toBe("the plan");
    expect(await call("downloadWithSdk", "acme/shared/plan.txt")).toBe("the plan");
    expect(await call("uploadWithSdk", `acme/people/${ada}/a note (1).txt`, "a note")).toBe("done");
    expect(await call("downloadWithSdk", `acme/people/${ada}/a note (1).txt`)).toBe("a note");
    const after = await credentials();
    expect(after.keyId).not.toBe(before.keyId);
    expect(after.identityId).toBe(before.identityId);
  });

  test("somebody signs up without a password, comes in at once, by a code and by a passkey", async () => {
    const email = "cleo@acme.example";
    await addAuthenticator(page);
    expect(await call("signUpWithoutPassword", email)).toBe("CONFIRM_SIGN_UP");
    expect(await call("confirmAndComeIn", email, visited.code(email))).toBe("DONE");
    expect(await call("addPasskey")).toBe(1);
    await call("signOut");

    expect(await call("signInBy", email, "EMAIL_OTP")).toBe("CONFIRM_SIGN_IN_WITH_EMAIL_CODE");
    expect(await call("answer", visited.code(email))).toBe("DONE");
    await call("signOut");

    expect(await call("signInBy", email)).toBe(
      "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION PASSWORD PASSWORD_SRP EMAIL_OTP WEB_AUTHN",
    );
    expect(await call("answer", "WEB_AUTHN")).toBe("DONE");
    await call("signOut");
    expect(await call("signInBy", email, "WEB_AUTHN")).toBe("DONE");
    expect(await download("acme/shared/plan.txt")).toBe("the plan");
  });
});
