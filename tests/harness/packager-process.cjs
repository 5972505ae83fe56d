const { rmSync } = require("node:fs");
const { createServer } = require("node:http");
const { json } = require("node:stream/consumers");

/**
 * Runs commands of the Serverless Framework one after another. Each finds the framework, its plugin and the sources loaded anew, and
 * only the packages that these depend on as they are: to load those takes longer than everything else.
 */
const SCRIPT = require.resolve("serverless/scripts/serverless.js");
const ESBUILD = require.resolve("esbuild");
const LOADED_ANEW =
  /\/node_modules\/(serverless|serverless-esbuild|esbuild)\/(?!node_modules\/)|^(?!.*\/node_modules\/)/;

const [socket, folder] = process.argv.slice(2);
const environment = { ...process.env };
const waiting = [];
let running;

const server = createServer(async (request, response) => {
  waiting.push({ ...(await json(request)), response });
  if (running === undefined) runNext();
});

function runNext() {
  running = waiting.shift();
  // While nothing runs, the server keeps the process. A command that runs keeps it itself.
  if (running === undefined) return server.ref();
  server.unref();
  process.chdir(running.folder);
  process.env = { ...environment, ...running.environment };
  process.argv = [process.execPath, SCRIPT, ...running.args];
  require(SCRIPT);
}

/** Where a process with one command would end. */
function answer() {
  const succeeded = (process.exitCode ?? 0) === 0;
  leave();
  running?.response.end(JSON.stringify({ succeeded, output: "" }));
  // It may have left anything behind. Whoever waits asks a process of their own.
  if (!succeeded) return process.exit();
  runNext();
}

/** Keeps nothing that the command has made, nor its folder. */
function leave() {
  require.cache[ESBUILD]?.exports.stop();
  process.chdir(folder);
  for (const name of process.eventNames()) if (!OWN.includes(name)) process.removeAllListeners(name);
  for (const file of Object.keys(require.cache))
    if (file !== __filename && LOADED_ANEW.test(file.replaceAll("\\", "/"))) delete require.cache[file];
  module.children = [];
}

const OWN = ["beforeExit", "disconnect", ...process.eventNames()];
process.on("beforeExit", answer);
process.on("disconnect", () => {
  rmSync(folder, { recursive: true });
  process.exit();
});
process.channel.unref();
// A connection waits, as its command does.
server.on("connection", (socket) => socket.unref());
server.listen(socket, () => process.send("ready"));
