const { parentPort, workerData } = require("node:worker_threads");
const { inFlow } = require("./flow.cjs");

/** Runs a deployed file as Lambda does: alone, with its own environment, errors reduced to type and message. */
const { handler } = require(workerData.file);

parentPort.on("message", async ({ id, event, flow }) => {
  try {
    parentPort.postMessage({ id, answer: await inFlow(flow, () => handler(event)) });
  } catch (error) {
    parentPort.postMessage({ id, error: { name: error.name, message: error.message } });
  }
});
