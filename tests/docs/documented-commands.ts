/** A command as it stands in a guide, in words as a shell reads them. */
export interface DocumentedCommand {
  readonly guide: string;
  readonly words: readonly string[];
}

/** Those of a guide that begin with a program: in its blocks for the shell, and in its sentences. */
export function commandsIn(guide: string, text: string, program: string): readonly DocumentedCommand[] {
  const blocks = [...text.matchAll(/^( *)```sh\n(.*?)^\1```$/gms)].map(([, , block = ""]) => block);
  const inSentences = [...text.replace(/^( *)```.*?^\1```$/gms, "").matchAll(/`([^`]+)`/g)].map(
    ([, code = ""]) => code.replace(/\s+/g, " "),
  );
  return [...blocks, ...inSentences].flatMap((code) =>
    [...code.matchAll(new RegExp(`(?<![\\w/.-])${program} `, "g"))].map(({ index }) => ({
      guide,
      words: wordsOf(code.slice(index)),
    })),
  );
}

/** The words of a shell's text up to where its first command ends. What stands for a value, `<the pool>`, becomes `‹the-pool›`. */
function wordsOf(code: string): readonly string[] {
  const text = code
    .replaceAll("\\\n", " ")
    .replace(/<([a-z][^>\n]*)>/g, (_, name) => `‹${name.replaceAll(" ", "-")}›`);
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (const letter of text) {
    if (quote !== "") {
      if (letter === quote) quote = "";
      else word = (word ?? "") + letter;
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      word ??= "";
    } else if (/[|&;<>()\n#]/.test(letter)) break;
    else if (letter !== " ") word = (word ?? "") + letter;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}
