import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PARAMETERS } from "../../infra/parameters";
import { mistakeOf, type ParameterGroup } from "../../infra/parameters/parameter";

const ROOT = path.join(__dirname, "..", "..");

const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");
const inFolder = (folder: string, ending: string): string[] =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => path.posix.join(folder, name));

const GUIDES = inFolder("docs", ".md");
const PAGES = ["README.md", ...GUIDES];

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name = ""]) => name);

const linksIn = (page: string): string[] => namesIn(read(page), /\]\((?!\w+:)([^)\s]+)\)/g);

/** The part of a page's address behind the `#`, as GitHub makes it of a heading. */
const anchorsOf = (page: string): string[] =>
  namesIn(read(page).replace(/^```[\s\S]*?^```/gm, ""), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );

test.each(PAGES)("what %s points to exists", (page) => {
  const links = linksIn(page);
  expect(links.length).toBeGreaterThan(0);
  const dead = links.filter((link) => {
    const [target = "", anchor] = link.split("#");
    const file = target === "" ? page : path.posix.join(path.posix.dirname(page), target);
    return !existsSync(path.join(ROOT, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
  });
  expect(dead).toEqual([]);
});

/** What people read in sentences: neither code nor tables nor the addresses that links are given at the end. */
const proseOf = (page: string): string[] =>
  read(page)
    .replace(/^```[\s\S]*?^```/gm, "")
    .split("\n")
    .filter((line) => !/^(\||\[[\w-]+\]: )/.test(line));

const GENERATED = ["docs/parameters.md", "docs/log.md"];

test.each(PAGES.filter((page) => !GENERATED.includes(page)))("no line of prose in %s is too long", (page) => {
  expect(proseOf(page).filter((line) => line.length > 100)).toEqual([]);
});

test("the index of the guides has every one of them", () => {
  const indexed = linksIn("docs/README.md").map((link) => path.posix.join("docs", link));
  expect(GUIDES.filter((guide) => guide !== "docs/README.md" && !indexed.includes(guide))).toEqual([]);
});

test("the parameters that pages set exist and may have these values", () => {
  const settings = PAGES.flatMap((page) => namesIn(read(page), /--param="(?!name=)(\w+=[^"]*)"/g));
  expect(settings.length).toBeGreaterThan(2);
  const wrong = settings.filter((setting) => {
    const [name = "", ...value] = setting.split("=");
    const { read } = (PARAMETERS as ParameterGroup)[name] ?? {};
    return read === undefined || mistakeOf(() => read(value.join("="))) !== undefined;
  });
  expect(wrong).toEqual([]);
});

test("the outputs that guides name exist", () => {
  const existing = inFolder("infra", ".yml").flatMap((file) =>
    namesIn(read(file).split(/^Outputs:$/m)[1] ?? "", /^ {2}(\w+):/gm),
  );
  const named = GUIDES.map(read).flatMap((text) => [
    ...namesIn(text, /OutputKey=='(\w+)'/g),
    ...namesIn(text, /\boutputs?((?:(?:,|\s|and)*`\w+`)+)/g).flatMap((list) => namesIn(list, /`(\w+)`/g)),
  ]);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !existing.includes(name))).toEqual([]);
});
