const { format } = require("node:util");
const { parentPort, workerData } = require("node:worker_threads");
const { askNear } = require("./near.cjs");

/**
 * Lambda's Node.js runtime as a function sees it: it loads the bundle, then handles one invocation after another. Texts and the
 * order of events follow the runtime interface client of nodejs24.x (aws-lambda-ric 4).
 */
const { file, handlerName, arn, timeoutMs, near } = workerData;
let requestId = "-";
let isHandling = false;

/** The requests of the function that this process answers. */
const questions =
  near &&
  askNear(near, (question) => {
    waitWhileNeeded();
    parentPort.postMessage({ kind: "asked", ...question });
  });

// Output goes through the same port as answers, so that what a handler writes arrives before its answer.
for (const stream of ["stdout", "stderr"])
  process[stream].write = (chunk, encoding, callback) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    parentPort.postMessage({ kind: "wrote", stream, text });
    const done = typeof encoding === "function" ? encoding : callback;
    if (done !== undefined) process.nextTick(done);
    return true;
  };

const consoleAt =
  (level) =>
  (...values) => {
    const line = `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...values)}`;
    process.stdout.write(`${line.replaceAll("\n", "\r")}\n`);
  };
for (const level of ["trace", "debug", "info", "warn", "error", "fatal"])
  console[level] = consoleAt(level.toUpperCase());
console.log = console.info;

/**
 * Functions leave messages that may quote the input out of their logs. On a developer's own computer they may be read, so every
 * error whose stack is read is also reported beside the log.
 */
Error.stackTraceLimit = 30;
Error.prepareStackTrace = (error, frames) => {
  const stack = frames.map((frame) => `at ${frame}`);
  const described = describe(error);
  parentPort.postMessage({ kind: "threw", ...described, stack });
  const { errorType, errorMessage } = described;
  const title = errorMessage === "" ? errorType : `${errorType}: ${errorMessage}`;
  return [title, ...stack.map((frame) => `    ${frame}`)].join("\n");
};

try {
  const handler = load();
  // This opens the port, and an invocation that was sent in the meantime arrives now.
  parentPort.on("message", ({ invocation, ...answer }) => {
    if (invocation !== undefined) void handle(handler, invocation);
    else hearAnswer(answer);
  });
} catch (error) {
  logError("Init Error", error);
  parentPort.postMessage({ kind: "unloadable", ...describe(error) });
}

function load() {
  const exported = loadModule();
  const name = handlerName.slice(handlerName.lastIndexOf(".") + 1);
  const handler = exported?.[name] || exported?.default?.[name];
  if (!handler) throw runtimeError("HandlerNotFound", `${handlerName} is undefined or not exported`);
  if (typeof handler !== "function")
    throw runtimeError("HandlerNotFound", `${handlerName} is not a function`);
  if (handler.length >= 3)
    throw runtimeError(
      "CallbackHandlerDeprecated",
      "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.",
    );
  return handler;
}

function loadModule() {
  try {
    return require(file);
  } catch (error) {
    if (error instanceof SyntaxError) throw runtimeError("UserCodeSyntaxError", String(error));
    if (error?.code === "MODULE_NOT_FOUND") throw runtimeError("ImportModuleError", String(error));
    throw error;
  }
}

function hearAnswer(answer) {
  questions.hear(answer);
  waitWhileNeeded();
}

/** As on Lambda, the runtime exits without an answer if a handler waits while nothing keeps the event loop alive. */
function waitWhileNeeded() {
  if (isHandling && !questions?.isWaiting()) parentPort.unref();
  else parentPort.ref();
}

let isWarm = false;

async function handle(handler, { id, event }) {
  requestId = id;
  // Only the first invocation reports that the bundle is loaded.
  if (!isWarm) parentPort.postMessage({ kind: "started" });
  isWarm = true;
  isHandling = true;
  waitWhileNeeded();
  try {
    const answer = await handler(JSON.parse(event), contextOf(id));
    await nextTurn();
    parentPort.postMessage({ kind: "answered", answer: serialize(answer) });
  } catch (error) {
    await nextTurn();
    logError("Invoke Error", error);
    parentPort.postMessage({ kind: "failed", ...describe(error) });
  }
  isHandling = false;
  waitWhileNeeded();
}

function contextOf(id) {
  const deadline = Date.now() + timeoutMs;
  return {
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: arn,
    awsRequestId: id,
    tenantId: undefined,
    xRayTraceId: undefined,
    getRemainingTimeInMillis: () => deadline - Date.now(),
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
}

/** An unhandled rejection ends the runtime during this turn, before the answer is sent. */
function nextTurn() {
  return new Promise((resolve) => setImmediate(resolve));
}

function serialize(answer) {
  try {
    return JSON.stringify(answer) ?? "null";
  } catch {
    throw runtimeError("JSONStringifyError", "Unable to stringify response body");
  }
}

function runtimeError(kind, message) {
  return Object.assign(new Error(message), { name: `Runtime.${kind}` });
}

function describe(error) {
  try {
    return error instanceof Error
      ? { errorType: String(error.name), errorMessage: String(error.message) }
      : { errorType: typeof error, errorMessage: String(error) };
  } catch {
    return {
      errorType: "handled",
      errorMessage:
        "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack",
    };
  }
}

function logError(title, thrown) {
  console.error(title, `\t${details(thrown)}`);
}

function details(thrown) {
  try {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { name: errorType, message: errorMessage, code } = error;
    return JSON.stringify({ errorType, errorMessage, code, ...error, stack: error.stack.split("\n") });
  } catch {
    return JSON.stringify(describe(thrown));
  }
}
