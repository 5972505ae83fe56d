/** Writes README.md from the figures in the pages. Every benchmark ends with it. */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import { BENCHMARKS, type Benchmark } from "./benchmarks";

type Chart = Benchmark["charts"][number];

/** The computer of a benchmark's last run. */
interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly cpus: number;
  readonly gigabytes: number;
  readonly node: string;
}

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const WIDTH = 32;
const fileOf = (name: string): string => path.join(__dirname, name);

const MACHINE_FILE = fileOf("machine.json");

export function readme(): string {
  const machine: Machine = JSON.parse(readFileSync(MACHINE_FILE, "utf8"));
  const { date, processor, cpus, gigabytes, node } = machine;
  return `# Benchmarks

Each benchmark is run by \`npm run bench:<name>\`, which writes its page and then this one.
\`npm run bench\` runs all of them in about thirteen minutes, with fewer tries where one by itself takes
longer. No test asserts a time. Absolute figures hold for one computer only, and drift with what else
it does: compare what stands in one chart, because it was measured in turns.

The last run was on ${date}, with Node ${node} on ${cpus} CPUs (${processor}) and ${gigabytes} GB.
A page says which Node it was measured with.

${BENCHMARKS.map(sectionOf).join("\n")}`;
}

function sectionOf({ name, question, measured, charts }: Benchmark): string {
  const page = readFileSync(fileOf(`${name}.md`), "utf8");
  return `## ${question}

${wrapped(`${measured} [\`${name}.md\`](${name}.md) has all figures.`)}

\`\`\`text
${charts.map((chart) => drawn(chart, page, name)).join("\n\n")}
\`\`\`
`;
}

/** Wraps the text at the width of the other documents. */
function wrapped(text: string): string {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && `${line} ${word}`.length > 100) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

function drawn({ title, after, columns }: Chart, page: string, name: string): string {
  const at = after === undefined ? 0 : page.indexOf(after);
  const table =
    at < 0 ? undefined : tablesOf(page.slice(at)).find((each) => placesOf(each, columns).length > 0);
  if (table === undefined) throw new Error(`${name}.md has no table for the chart "${title}"`);
  const places = placesOf(table, columns);
  const bars = table.rows.flatMap(([label = "", ...cells]) =>
    places
      .map((place) => ({ column: table.columns[place] ?? "", text: cells[place - 1] ?? "" }))
      .filter(({ text }) => /^\d/.test(text))
      // Some cells have the minimum after the median, in brackets.
      .map((bar) => ({ ...bar, value: Number.parseFloat(bar.text) }))
      .map((bar, index) => ({ ...bar, label: index === 0 ? label : "" })),
  );
  const most = Math.max(...bars.map(({ value }) => value));
  const labelWidth = Math.max(...bars.map(({ label }) => label.length));
  const columnWidth = places.length > 1 ? Math.max(...bars.map(({ column }) => column.length)) + 1 : 0;
  const lines = bars.map(({ label, column, text, value }) => {
    const blocks = "█".repeat(Math.max(1, Math.round((WIDTH * value) / most)));
    const named = columnWidth === 0 ? "" : column.padEnd(columnWidth);
    return `${label.padEnd(labelWidth)} ${named}${blocks} ${text}`;
  });
  return [title, ...lines].join("\n");
}

const placesOf = ({ columns: titles }: Table, columns: readonly RegExp[]): readonly number[] =>
  titles.flatMap((title, place) =>
    place > 0 && columns.some((column) => column.test(title)) ? [place] : [],
  );

const tablesOf = (page: string): readonly Table[] =>
  page
    .split(/\n(?!\|)/)
    .map((part) =>
      part
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .map(cellsOf),
    )
    .filter((lines) => lines.length > 2)
    .map(([columns = [], , ...rows]) => ({ columns, rows }));

const cellsOf = (line: string): readonly string[] =>
  line
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

function noteMachine(): void {
  const machine: Machine = {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? "of an unknown model",
    cpus: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  writeFileSync(MACHINE_FILE, `${JSON.stringify(machine, null, 2)}\n`);
}

if (require.main === module) {
  noteMachine();
  writeFileSync(fileOf("README.md"), readme());
}
