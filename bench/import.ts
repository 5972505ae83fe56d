/**
 * `legacy:import` of a large file into an embedded DynamoDB in another process: the rows in a second, the processor
 * time of a row, and whether the memory stays constant.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { runCommand } from "../tests/harness/run-command";
import { mostInQuarters } from "./figures";
import { inShort } from "./short";

const ROWS = inShort(100_000, 30_000);
const TABLE = "cognito-triggers-dev-LegacyUsersTable";
const SAMPLE_EVERY_MS = 100;

const DYNALITE = `
  const server = require("dynalite")({ createTableMs: 0 });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;

interface Row {
  readonly name: string;
  readonly perSecond: number;
  /** Microseconds of this process for one row. */
  readonly work: number;
  /** The greatest megabytes in each quarter of the run. */
  readonly memory: readonly number[];
}

async function main(): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const load = loadavg()[0] ?? 0;
  const folder = mkdtempSync(path.join(tmpdir(), "bench-import-"));
  const tables = spawn(process.execPath, ["-e", DYNALITE], {
    cwd: path.join(__dirname, ".."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await once(tables.stdout, "data");
    const endpoint = `http://127.0.0.1:${String(port).trim()}`;
    await createTable(endpoint);
    const file = path.join(folder, "users.csv");
    await writeUsers(file);
    const run = (...options: string[]) =>
      runCommand(["legacy:import", file, "--endpoint", endpoint, ...options]);
    const rows = [
      await measure("--dry-run: read and checked", 0, () => run("--dry-run")),
      await measure("imported", 0, () => run()),
      await measure("imported again: all are in the table already", 1, () => run()),
    ];
    const page = report(rows, load);
    writeFileSync(path.join(__dirname, "import.md"), page);
    process.stdout.write(page);
  } finally {
    tables.kill();
    rmSync(folder, { recursive: true });
  }
}

async function createTable(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  });
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: "login", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "login", AttributeType: "S" }],
    }),
  );
  client.destroy();
}

async function writeUsers(file: string): Promise<void> {
  const stream = createWriteStream(file);
  stream.write("login,hash,legacyId,emailVerified,disabled,tenantId,role,attributes.name\n");
  const hash = `$2y$10$${"a".repeat(53)}`;
  for (let number = 0; number < ROWS; number += 1)
    stream.write(`person-${number}@legacy.example,${hash},${number},yes,no,acme,member,Person ${number}\n`);
  stream.end();
  await once(stream, "finish");
}

async function measure(
  name: string,
  expected: number,
  run: () => ReturnType<typeof runCommand>,
): Promise<Row> {
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(process.memoryUsage.rss()), SAMPLE_EVERY_MS);
  const [begun, before] = [performance.now(), process.cpuUsage()];
  const { code, out, err } = await run();
  const taken = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  clearInterval(sampling);
  if (code !== expected) throw new Error(`${name}: ${code}\n${out}\n${err}`);
  const memory = mostInQuarters(samples).map((bytes) => bytes / 1_000_000);
  return { name, perSecond: (ROWS * 1_000) / taken, work: (user + system) / ROWS, memory };
}

function report(rows: readonly Row[], load: number): string {
  const cells = rows.map(
    ({ name, perSecond, work, memory }) =>
      `| ${[name, perSecond.toFixed(0), work.toFixed(0), ...memory.map((most) => most.toFixed(0))].join(" | ")} |`,
  );
  return `# Import

\`npm run bench:import\` writes this page: \`legacy:import\` of a CSV file of ${ROWS.toLocaleString("en")} rows with bcrypt hashes into a table of dynalite, which is
in a process of its own. µs are the processor's time of the command for one row; memory is the most that its process holds in each quarter of
the time. Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} CPUs shared with dynalite; the load of the machine before the run was ${load.toFixed(1)}.

| | rows/s | µs a row | MB, first quarter | second | third | last |
| --- | --- | --- | --- | --- | --- | --- |
${cells.join("\n")}

Each row is a conditional write of its own, because DynamoDB's batches take no conditions. The SDK makes the first one, and every one
that is not answered for certain; the others are like the first but for their item, which spares half of the work. A row that
is in the table already is read as well.
`;
}

void main();
