/**
 * `people:import` of a large file, which is killed halfway and resumed: the rows in a second, the processor time of
 * a row, whether the memory stays constant, and the items in the table at the end.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { packagedProduct } from "../local/stack/package-store";
import { mostInQuarters } from "./figures";
import { addressOf, STAGE } from "./people-import-rows";
import { inShort } from "./short";

const ROOT = path.join(__dirname, "..");
/** `ROWS=1000000 npm run bench:people-import` measures a larger file. */
const ROWS = Number(process.env.ROWS ?? inShort(100_000, 30_000));
/** More than the tables can take, so that the pace does not limit the import. */
const RATE = "10000";
const SAMPLE_EVERY_MS = 200;

interface Sample {
  readonly at: number;
  /** The last line that the checkpoint counts as done; undefined while the pool is being read. */
  readonly line: number | undefined;
  readonly megabytes: number;
  readonly seconds: number;
}

interface Row {
  readonly name: string;
  readonly perSecond: number;
  /** Microseconds of the command's process for one row. */
  readonly work: number;
  /** The greatest megabytes in each quarter of the run. */
  readonly memory: readonly number[];
}

async function main(): Promise<void> {
  const load = loadavg()[0] ?? 0;
  const folder = mkdtempSync(path.join(tmpdir(), "bench-people-"));
  const product = await packagedProduct(["--stage", "dev"]);
  const servers = spawn(
    process.execPath,
    [
      "--max-old-space-size=12000",
      "--import",
      "tsx",
      path.join("bench", "people-import-servers.ts"),
      String(ROWS),
    ],
    { cwd: ROOT, env: { ...process.env, PACKAGED_SERVICE: product }, stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const [addresses] = await once(servers.stdout, "data");
    const [tables = "", pool = ""] = String(addresses).trim().split(" ");
    const file = path.join(folder, "people.csv");
    await writePeople(file);
    const run = (...options: string[]) =>
      watch(file, ["--endpoint", tables, "--pool-endpoint", pool, "--rate", RATE, ...options]);

    const begun = await run().until((line) => line >= ROWS / 2);
    const resumed = await run("--resume").end(0);
    const again = await run().end(0);
    const rows = [
      poolRow(begun),
      fileRow("imported, until `kill -9`", begun),
      fileRow("the rest, with `--resume`", resumed),
      fileRow("imported again: all are there", again),
    ];
    const page = report(rows, await countItems(tables), load);
    writeFileSync(path.join(__dirname, "people-import.md"), page);
    process.stdout.write(page);
  } finally {
    servers.kill();
    rmSync(folder, { recursive: true });
  }
}

async function writePeople(file: string): Promise<void> {
  const stream = createWriteStream(file);
  stream.write("email,tenantId,role\n");
  for (let number = 0; number < ROWS; number += 1) stream.write(`${addressOf(number)},acme,member\n`);
  stream.end();
  await once(stream, "finish");
}

/** Runs the command as operators do, and samples its process at intervals. */
function watch(file: string, options: readonly string[]) {
  const command = ["bin/program", "commands/run.ts", "people:import", file, ...options];
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  child.stderr.on("data", (data) => {
    told += data;
  });
  const samples: Sample[] = [];
  async function sampleUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const sample = sampleOf(child, `${file}.checkpoint`);
      if (sample !== undefined) samples.push(sample);
      await setTimeout(SAMPLE_EVERY_MS);
    }
  }
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    /** Kills the command as soon as a line is done. */
    async until(isDone: (line: number) => boolean): Promise<readonly Sample[]> {
      await sampleUntil(() => hasEnded() || isDone(samples.at(-1)?.line ?? 0));
      if (hasEnded()) throw new Error(`it has ended too early\n${told}`);
      child.kill("SIGKILL");
      await once(child, "exit");
      return samples;
    },
    async end(expected: number): Promise<readonly Sample[]> {
      await sampleUntil(hasEnded);
      if (child.exitCode !== expected) throw new Error(`it has ended with ${child.exitCode}\n${told}`);
      return samples;
    },
  };
}

function sampleOf({ pid }: ChildProcess, checkpoint: string): Sample | undefined {
  try {
    const [rss = "", time = ""] = execFileSync("ps", ["-o", "rss=,time=", "-p", String(pid)], {
      encoding: "utf8",
    })
      .trim()
      .split(/\s+/);
    const line = existsSync(checkpoint) ? JSON.parse(readFileSync(checkpoint, "utf8")).line : undefined;
    return { at: performance.now(), line, megabytes: Number(rss) / 1_024, seconds: secondsIn(time) };
  } catch {
    // The process has just ended.
    return undefined;
  }
}

/** Reads `1-02:03:04`, `02:03:04` or `3:04.05`. */
const secondsIn = (time: string): number =>
  time.split(/[-:]/).reduceRight(
    ([sum, unit], part, index, all) => {
      const next = index === 1 && all.length === 4 ? 24 : 60;
      return [sum + Number(part) * unit, unit * next] as [number, number];
    },
    [0, 1] as [number, number],
  )[0];

const isReading = ({ line }: Sample): boolean => line === undefined;

function poolRow(samples: readonly Sample[]): Row {
  const reading = samples.filter(isReading);
  return rowOf("the pool is read", reading, ROWS);
}

function fileRow(name: string, samples: readonly Sample[]): Row {
  const importing = samples.filter((sample) => !isReading(sample));
  const lines = importing.map(({ line = 0 }) => line);
  return rowOf(name, importing, (lines.at(-1) ?? 0) - (lines[0] ?? 0));
}

function rowOf(name: string, samples: readonly Sample[], rows: number): Row {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`${name}: it was too quick to be measured`);
  const memory = mostInQuarters(samples.map(({ megabytes }) => megabytes));
  return {
    name,
    perSecond: (rows * 1_000) / (last.at - first.at),
    work: ((last.seconds - first.seconds) * 1_000_000) / rows,
    memory,
  };
}

/** The numbers of profiles, memberships and marks. */
async function countItems(endpoint: string): Promise<readonly number[]> {
  const client = new DynamoDBClient({
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  });
  const counts = { profile: 0, tenant: 0, person: 0 };
  const scan = {
    TableName: `${STAGE}-PeopleTable`,
    ProjectionExpression: "#item",
    ExpressionAttributeNames: { "#item": "item" },
  };
  for await (const { Items = [] } of paginateScan({ client }, scan))
    for (const { item } of Items) counts[item?.S?.split("#")[0] as keyof typeof counts] += 1;
  client.destroy();
  return [counts.profile, counts.tenant, counts.person];
}

const figure = (number: number): string => number.toFixed(0);
const thousands = (number: number): string => number.toLocaleString("en");

function report(rows: readonly Row[], counted: readonly number[], load: number): string {
  const cells = rows.map(
    ({ name, perSecond, work, memory }) =>
      `| ${[name, figure(perSecond), figure(work), ...memory.map(figure)].join(" | ")} |`,
  );
  const [profiles = 0, memberships = 0, marks = 0] = counted.map(thousands);
  return `# Import of people

\`npm run bench:people-import\` writes this page: \`people:import\` of a CSV file of ${thousands(ROWS)} rows, each about another user of a pool of as many, whom
the tables do not know yet. The tables are those of the laptop edition, in memory; a stand-in lists the users. Both are in a process of
their own. In the middle the command is ended by \`kill -9\`, and goes on with \`--resume\`. µs are the processor's time of the command for one
row, or one user; memory is the most that its process holds in each quarter of the time. Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} CPUs
shared with the tables; the load of the machine before the run was ${load.toFixed(1)}. \`--rate ${RATE}\` keeps nothing back.

| | a second | µs each | MB, first quarter | second | third | last |
| --- | --- | --- | --- | --- | --- | --- |
${cells.join("\n")}

At the end the table holds ${profiles} profiles, ${memberships} memberships and ${marks} marks: one of each for a row.
`;
}

void main();
