const { fork } = require("node:child_process");
const path = require("node:path");

/** The process that has begun ahead of its command, if there is one. */
let waiting;

/** Begins to load the framework for a command that is expected. If no command comes, it does not keep this process alive. */
function begin() {
  const child = fork(path.join(__dirname, "framework-process.cjs"), {
    env: withoutAccount(process.env),
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const ended = new Promise((resolve) => {
    child.once("error", resolve).once("close", resolve);
  });
  const handles = [child, child.channel, child.stdout, child.stderr];
  for (const handle of handles) handle.unref();
  waiting = {
    async run(command) {
      for (const handle of handles) handle.ref();
      // If the process has ended already, its output says why.
      child.send(command, () => {});
      return { succeeded: (await ended) === 0, output };
    },
    end: () => child.disconnect(),
  };
}

/** Runs a command in the process that waits for one, or else in a new one. */
function run(command) {
  if (waiting === undefined) begin();
  const taken = waiting;
  waiting = undefined;
  return taken.run(command);
}

/** Ends the waiting process, if there is one, because no command will come. */
function dismiss() {
  waiting?.end();
  waiting = undefined;
}

/** Packaging needs no AWS account, and nothing of a developer's own may find its way into the template. */
const withoutAccount = (environment) =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("AWS_")));

module.exports = { begin, run, dismiss, withoutAccount };
