import { crc32, deflateSync } from "node:zlib";
import { INVITATION_SECRET, invitation } from "../harness/people";
import { join, PASSWORD } from "../local/edition/visitor";
import { describeInBrowser } from "./browser";
import { type FrontEnd, signInAs, startFrontEnd, type Visit, visit } from "./front-end";

type Colour = readonly [red: number, green: number, blue: number];
const RED: Colour = [200, 0, 0];
const BLUE: Colour = [0, 0, 200];

/** A PNG of one pixel. */
function pixel(colour: Colour): Buffer {
  const chunk = (type: string, data: readonly number[] | Buffer) => {
    const body = Buffer.concat([Buffer.from(type), Buffer.from(data)]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from([0, ...colour]));
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", [])]);
}

describeInBrowser("a picture that goes straight to S3", () => {
  let frontEnd: FrontEnd;
  let somebody: Visit;
  let ada: string;
  const gus = "gus@globex.example";

  beforeAll(async () => {
    frontEnd = await startFrontEnd({ identityPool: "on" });
    const { visited } = frontEnd;
    ada = await join(visited, "ada@acme.example");
    await visited.tables.put(
      "InvitationsTable",
      invitation({ email: gus, tenantId: "globex", listKey: gus }),
    );
    await join(visited, gus, INVITATION_SECRET);
  });
  afterAll(() => frontEnd?.stop());
  beforeEach(async () => {
    somebody = await visit(frontEnd);
  });
  afterEach(async () => {
    await somebody.context.close();
    expect(somebody.complaints).toEqual([]);
  });

  async function choose(colour: Colour): Promise<void> {
    const file = { name: "me.png", mimeType: "image/png", buffer: pixel(colour) };
    await somebody.page.getByLabel(/^Picture/).setInputFiles(file);
    expect(await somebody.notice()).toBe("Your picture is in S3.");
  }

  /** The colour of the picture that the page shows; undefined where it shows none. */
  const shown = (): Promise<number[] | undefined> =>
    somebody.page.locator("#picture-image").evaluate(async (image) => {
      if (Reflect.get(image, "src") === "") return undefined;
      await Reflect.get(image, "decode").call(image);
      const canvas = Reflect.get(globalThis, "document").createElement("canvas").getContext("2d");
      canvas.drawImage(image, 0, 0);
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    });

  test("comes back at the next sign-in, and is nobody else's", async () => {
    const signIn = async (email: string) => {
      await signInAs(somebody, email, PASSWORD);
      await somebody.sees("Your profile");
    };
    await signIn("ada@acme.example");
    expect(await shown()).toBeUndefined();
    await choose(RED);
    expect(await shown()).toEqual(RED);
    await choose(BLUE);
    for (const file of [[], { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") }])
      await somebody.page.getByLabel(/^Picture/).setInputFiles(file);
    expect(await somebody.alert()).toBe("Choose a picture: PNG, JPEG or WebP");
    expect(await shown()).toEqual(BLUE);
    await somebody.press("Sign out");
    await signIn("ada@acme.example");
    const avatar = `acme/people/${ada}/avatar`;
    expect(await somebody.page.locator("#picture-key").textContent()).toBe(avatar);
    await somebody.page.locator("img[src^=blob]").waitFor();
    expect(await shown()).toEqual(BLUE);

    await somebody.fill({ "A file of the bucket": avatar });
    await somebody.press("Try it");
    expect(await somebody.notice()).toBe(`S3 opens ${avatar} for you.`);

    await somebody.fill({ "A file of the bucket": "acme/shared/the plan (2)!*'.txt" });
    await somebody.press("Try it");
    expect(await somebody.alert()).toBe("S3 does not open acme/shared/the plan (2)!*'.txt: AccessDenied");
    await somebody.fill({ "A file of the bucket": "acme/../globex/shared/plan.pdf" });
    await somebody.press("Try it");
    expect(await somebody.alert()).toBe("A browser takes .. for the way up. Choose another name");

    await somebody.press("Sign out");
    await signIn(gus);
    expect(await shown()).toBeUndefined();
    await somebody.fill({ "A file of the bucket": avatar });
    await somebody.press("Try it");
    expect(await somebody.alert()).toBe(`S3 does not open ${avatar}: AccessDenied`);
  });
});
