import { existsSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";

declare global {
  /** Loaded by tests/harness/environment.cjs, once for all files of tests in a process. */
  var playwright: typeof import("playwright-core");
}

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const executablePath = process.env.CHROMIUM ?? USUAL_PLACES.find((place) => existsSync(place));

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Each window loads pages for its address bar, which nobody sees here. Chromium also prepares a renderer for the next site. */
const NEEDLESS = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

/** Chromium takes only the last list of features to turn off, so this one has those of Playwright's list as well. */
function turnedOff(): string {
  const source = readFileSync(require.resolve("playwright-core/lib/coreBundle"), "utf8");
  const [, list = ""] = /\bdisabledFeatures = \[\n(.+?)\n\s*\]/s.exec(source) ?? [];
  const lines = list.split("\n").filter((line) => !/^\s*\/\//.test(line));
  const features = lines.map((line) => /^\s*"(\w+)",?$/.exec(line)?.[1]);
  if (features.includes(undefined))
    throw new Error("Playwright's list of features that it turns off has another form");
  return `--disable-features=${[...features, ...NEEDLESS].join()}`;
}

/** Chromium, with nothing remembered. */
export function launchBrowser(...args: readonly string[]): Promise<Browser> {
  if (executablePath === undefined)
    throw new Error(`there is no Chromium: install one, or name it in CHROMIUM (${USUAL_PLACES.join(", ")})`);
  return playwright.chromium.launch({ executablePath, args: [...ARGUMENTS, turnedOff(), ...args] });
}

/** What a device has that keeps passkeys, and asks its holder for a finger if it can verify who that is. */
export async function addAuthenticator(page: Page, hasUserVerification = true): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Where there is no browser, its tests are left out and it is said so; but never by CI. */
const isLeftOut = executablePath === undefined && process.env.CI !== "true";
if (isLeftOut) process.stdout.write("No Chromium is installed: the tests in a browser are SKIPPED.\n");

export const describeInBrowser = isLeftOut ? describe.skip : describe;
