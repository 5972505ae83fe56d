const { parentPort, workerData } = require("node:worker_threads");
const { askNear } = require("../../local/lambda/near.cjs");
const { inFlow } = require("./flow.cjs");

const { file, near } = workerData;

/** The function's requests to tables nearby. */
const questions = near && askNear(near, (question) => parentPort.postMessage(question));

/** Runs a deployed file as Lambda does: alone, with its own environment, errors reduced to type and message. */
const { handler } = require(file);

parentPort.on("message", (message) => ("question" in message ? questions.hear(message) : invoke(message)));

async function invoke({ id, event, flow }) {
  try {
    parentPort.postMessage({ id, answer: await inFlow(flow, () => handler(event)) });
  } catch (error) {
    parentPort.postMessage({ id, error: { name: error.name, message: error.message } });
  }
}
