import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { GROUPS } from "../../infra/parameters";
import type { Parameter } from "../../infra/parameters/parameter";
import { code, replaceBetween, tableOf } from "./markdown";

const ROOT = path.join(__dirname, "..", "..");
export const PARAMETERS_PAGE = path.join(ROOT, "docs", "parameters.md");

/** The parameters of serverless.yml, under `params`. */
export type ParameterBlocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const BEGIN =
  "<!-- Made by `npm run docs:generate` from infra/parameters/ and serverless.yml. Change it there. -->";
const END = "<!-- The end of what is made. -->";

/** The page with new tables. */
export function withTables(page: string, stages: ParameterBlocks): string {
  const tables = Object.entries(GROUPS).map(([title, group]) => {
    const rows = Object.entries(group).map(([name, parameter]) => rowOf(name, parameter, stages));
    return `### ${title}\n\n${tableOf(["Parameter", "Default", "Values", "What it says"], rows)}`;
  });
  return replaceBetween(page, `${BEGIN}\n`, END, `\n${tables.join("\n\n")}\n\n`);
}

function rowOf(
  name: string,
  { about, read, section }: Parameter,
  { default: all = {}, ...stages }: ParameterBlocks,
): readonly string[] {
  const values = escaped(read.allowed);
  return [
    code(name),
    [
      ...(name in all ? [code(textOf(all[name]))] : []),
      ...Object.entries(stages)
        .filter(([, stage]) => name in stage && textOf(stage[name]) !== textOf(all[name]))
        .map(([stage, parameters]) => `${code(textOf(parameters[name]))} in ${stage}`),
    ].join(", "),
    section === undefined ? values : `${values}: [more](#${section.toLowerCase().replaceAll(" ", "-")})`,
    escaped(about.charAt(0).toUpperCase() + about.slice(1)),
  ];
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const escaped = (text: string): string =>
  text.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("|", "\\|");

if (require.main === module) {
  const serverless = path.join(ROOT, "node_modules", "serverless", "bin", "serverless.js");
  const printed = execFileSync(process.execPath, [serverless, "print", "--format", "json"], { cwd: ROOT });
  const { params }: { params: ParameterBlocks } = JSON.parse(printed.toString());
  writeFileSync(PARAMETERS_PAGE, withTables(readFileSync(PARAMETERS_PAGE, "utf8"), params));
}
