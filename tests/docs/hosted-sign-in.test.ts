import type { Browser, Page, Response } from "playwright-core";
import { DEMO, putDemo } from "../../local/demo";
import { type Edition, startEdition } from "../../local/edition";
import { packageService } from "../infra/packaged-stages";
import { createEditionFolder } from "../local/edition/start-test-edition";
import { describeInBrowser, launchBrowser } from "./browser";
import { readGuide, sectionOf } from "./guide-sections";
import { type GuideShell, openShell, shortened } from "./guide-shell";

const GUIDE = readGuide("hosted-sign-in.md");
const [START = ""] = /--param="[^"]*"/.exec(sectionOf(GUIDE, "The walk")) ?? [];

interface Step {
  readonly commands: string;
  /** What the guide shows below them. */
  readonly answers: readonly { readonly language: string; readonly text: string }[];
}

function stepsIn(heading: string): readonly Step[] {
  const blocks = [...sectionOf(GUIDE, heading).matchAll(/^```(bash|json|text)\n(.*?)\n```$/gms)];
  const steps: { commands: string; answers: Step["answers"][number][] }[] = [];
  for (const [, language = "", text = ""] of blocks)
    if (language === "bash") steps.push({ commands: text, answers: [] });
    else steps.at(-1)?.answers.push({ language, text });
  return steps;
}

describeInBrowser("the guide to the hosted sign-in", () => {
  let edition: Edition | undefined;
  let removeFolder: (() => void) | undefined;
  let browser: Browser;
  let page: Page;
  let shell: GuideShell;

  beforeAll(async () => {
    const product = await packageService("--stage", "dev", START.replace('="', "=").replace(/"$/, ""));
    const { remove, ...folders } = createEditionFolder(product);
    removeFolder = remove;
    edition = await startEdition(folders);
    await putDemo(edition);
    browser = await launchBrowser();
    page = await browser.newPage();
    shell = openShell(edition);
  }, 240_000);
  afterAll(async () => {
    await shell?.close();
    await browser?.close();
    await edition?.stop();
    removeFolder?.();
  });

  /** Where the pages send the browser in the end; nothing needs to answer there. */
  async function whereTo(): Promise<string> {
    const isElsewhere = (response: Response) =>
      response.headers().location?.startsWith("http://localhost:3000/") ?? false;
    return (await page.waitForResponse(isElsewhere)).headers().location ?? "";
  }

  /** Opens the address that a step has printed and signs in there, to where the browser is sent in the end. */
  async function signIn(printed: string): Promise<string> {
    const returned = whereTo();
    await page.context().clearCookies();
    await page.goto(printed.trim());
    await page.getByLabel("E-mail address").fill(DEMO.legacy);
    await page.getByLabel("Password").fill(DEMO.legacyPassword);
    await page.getByRole("button", { name: "Sign in" }).click();
    return returned;
  }

  /** Runs the steps as a reader does: what the browser returned with is put where the guide leaves it out. */
  async function follow(heading: string): Promise<readonly string[]> {
    const printed: string[] = [];
    let returned = "";
    for (const { commands, answers } of stepsIn(heading)) {
      const text = (await shell.run(commands.replace(/^RETURNED=.*$/m, `RETURNED='${returned}'`))).trim();
      for (const { language, text: shown } of answers) {
        if (language === "text") {
          expect(text.split("\n").at(-1)).toBe(shown);
          continue;
        }
        const [json = ""] = text.split("\n");
        const expected: unknown = JSON.parse(shown);
        expect(shortened(JSON.parse(json), expected)).toEqual(expected);
      }
      if (/\/(oauth2\/authorize|login)\?/.test(text)) returned = await signIn(text);
      printed.push(text);
    }
    return printed;
  }

  test("ends with the API's answer, 401 for a bad token, and a sign-out", async () => {
    const printed = await follow("The walk");
    expect(printed).toHaveLength(9);
    const left = whereTo();
    await page.goto(printed.at(-1) ?? "").catch(() => left);
    expect(await left).toBe("http://localhost:3000/signed-out");
    expect(await page.context().cookies(edition?.poolUrl ?? "")).toEqual([
      expect.objectContaining({ name: expect.stringMatching(/^form-/) }),
    ]);
  });

  test("ends with the API's answer also where the tokens come in the address", async () => {
    expect(await follow("With `response_type=token`")).toHaveLength(2);
  });
});
