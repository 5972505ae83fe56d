import { PHRASES } from "../../../../local/pool/pages/words/phrases";
import { LANGUAGES, speechIn } from "../../../../local/pool/pages/words/speech";
import { LANGUAGES as OF_MESSAGES } from "../../../../shared/messages/language";
import { EMAIL, join, PASSWORD } from "../ada";
import { startPool, type TestPool } from "../test-pool";
import { Browsing, oauthClient, request, signInOnPage } from "./browsing";

let testPool: TestPool;
let refusal = "";
beforeEach(async () => {
  testPool = await startPool({
    clients: [oauthClient()],
    language: "fr",
    handlers: {
      PreAuthentication(event) {
        if (refusal !== "") throw new Error(refusal);
        return event;
      },
    },
  });
});
afterEach(async () => {
  refusal = "";
  await testPool.stop();
});

const open = async (lang: string | undefined, changes = {}) => {
  const page = await new Browsing(testPool.endpoint).open(`/login?${request({ lang, ...changes })}`);
  return [/<html lang="(\w+)">/.exec(page.text)?.[1], page.heading];
};

test("the pages speak the languages of the messages", () => {
  expect(LANGUAGES).toEqual(OF_MESSAGES);
});

test.each(LANGUAGES)("in %s, every phrase says the same, and has the same gaps", (language) => {
  const gapsIn = (text: string) => text.match(/\{\w+\}/g) ?? [];
  for (const phrase of PHRASES) {
    const said = speechIn(language).say(phrase);
    expect(said).not.toBe("");
    expect([phrase, gapsIn(said)]).toEqual([phrase, gapsIn(phrase)]);
  }
});

test.each([
  ["de", ["de", "Anmelden"]],
  ["DE", ["de", "Anmelden"]],
  ["pt-BR", ["pt", "Entrar"]],
  ["es_419", ["es", "Iniciar sesión"]],
  ["en", ["en", "Sign in"]],
  ["ja", ["fr", "Se connecter"]],
  ["", ["fr", "Se connecter"]],
  ["constructor", ["fr", "Se connecter"]],
  ["x".repeat(1_000), ["fr", "Se connecter"]],
  [undefined, ["fr", "Se connecter"]],
])("a client chooses with lang=%s, and otherwise it is the stage's language", async (lang, expected) => {
  expect(await open(lang)).toEqual(expected);
});

test("the language stays from page to page, also in what is refused", async () => {
  await join(testPool);
  const browsing = new Browsing(testPool.endpoint);
  const refused = await signInOnPage(
    browsing,
    { username: EMAIL, password: "wrong" },
    request({ lang: "de" }),
  );
  expect([refused.heading, refused.alert]).toEqual(["Anmelden", "E-Mail-Adresse oder Passwort ist falsch."]);
  const [, forgotten = ""] = /href="(\/forgotPassword[^"]*)"/.exec(refused.text) ?? [];
  const page = await browsing.open(forgotten.replaceAll("&#38;", "&"));
  expect(page.heading).toBe("Anderes Passwort wählen");
  const sent = await browsing.submit(page, { username: EMAIL });
  expect(sent.text).toContain("Falls es dieses Konto gibt, wurde ein Code an a***@a*** gesendet.");
  const short = await browsing.submit(sent, {
    username: EMAIL,
    code: testPool.code(EMAIL),
    password: "short",
  });
  expect(short.alert).toBe("Das Passwort ist zu kurz.");
  expect(short.text).toContain(
    "Mindestens 12 Zeichen, darunter ein Kleinbuchstabe, ein Großbuchstabe und eine Ziffer.",
  );
});

test("what a trigger says stays in its own words, and markup in them is inert", async () => {
  await join(testPool);
  refusal = `<img src=x onerror="alert(1)"> Kein Zutritt`;
  const page = await signInOnPage(new Browsing(testPool.endpoint), { username: EMAIL, password: PASSWORD });
  expect(page.alert).toBe(`${refusal}.`);
  expect(page.text).not.toContain("<img");
});

test("a mistake of the client is told in English, for whoever can mend it", async () => {
  expect(await open("de", { redirect_uri: "https://evil.example" })).toEqual([
    "en",
    "This address does not work",
  ]);
});
