import { parseArgs } from "node:util";
import { configFor, ExampleError, startExample } from "./example-server";

const USAGE = `npm run example -- [options]

Serves docs/examples/front-end.html for the suite that npm start runs.

  --port <port>   where the page is, 3000 unless given
  --pool <url>    where the pool of the suite is, http://127.0.0.1:9229 unless given
  --help          prints this
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "3000" },
      pool: { type: "string", default: "http://127.0.0.1:9229" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535)
    throw new ExampleError(`--port ${values.port} is not a port`);
  if (!URL.canParse(values.pool)) throw new ExampleError(`--pool ${values.pool} is not an address`);
  const poolUrl = new URL(values.pool).origin;
  const example = await startExample({ port, poolUrl });
  await configFor(poolUrl, example.url);
  process.stdout.write(`The front end is at ${example.url}. Ctrl-C stops it.\n`);
}

main().catch((error: NodeJS.ErrnoException) => {
  const message =
    error.code === "EADDRINUSE" ? "The port is in use: choose another with --port" : error.message;
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
