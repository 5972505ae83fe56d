import { chooseLanguage, LANGUAGES } from "../../../shared/messages/language";

test.each(LANGUAGES)("%s is chosen by its own tag", (language) => {
  expect(chooseLanguage([language], "en")).toBe(language);
});

test.each([
  ["pt-BR", "pt"],
  ["de_AT", "de"],
  ["DE", "de"],
  ["Fr-cA", "fr"],
  ["es-419", "es"],
  ["it-Latn-IT", "it"],
  ["de-CH-1996", "de"],
] as const)("%s is read as %s, whatever its region, case and separator", (tag, language) => {
  expect(chooseLanguage([tag], "en")).toBe(language);
});

test("the first tag that names one of our languages wins", () => {
  expect(chooseLanguage(["fr", "de"], "en")).toBe("fr");
  expect(chooseLanguage([undefined, "de"], "en")).toBe("de");
  expect(chooseLanguage(["ja-JP", "de"], "en")).toBe("de");
});

test.each([
  ["nothing", undefined],
  ["an empty text", ""],
  ["a language we do not write", "ja"],
  ["three letters", "deu"],
  ["a word that begins like a language", "design"],
  ["a language in a sentence", "de, please"],
  ["a line break", "de\n"],
  ["a separator without a part", "de-"],
  ["a path", "../words/de"],
  ["a name of the prototype", "__proto__"],
  ["markup", "<b>de</b>"],
  ["a very long tag", `de-${"x-".repeat(50_000)}x`],
  ["a well-formed tag that is too long", `de${"-aaaaaaaa".repeat(4)}`],
])("%s falls through to the stage's language", (_, tag) => {
  expect(chooseLanguage([tag], "it")).toBe("it");
});
