const { parentPort, workerData } = require("node:worker_threads");
const { answerNear } = require("../../local/lambda/near.cjs");
const { inFlow } = require("./flow.cjs");

const { file, near } = workerData;

/** The function's open requests to tables nearby, by their numbers. */
const questions = new Map();
let asked = 0;
if (near !== undefined)
  answerNear(near, (request, onAnswer) => {
    asked += 1;
    questions.set(asked, onAnswer);
    parentPort.postMessage({ question: asked, request });
  });

/** Runs a deployed file as Lambda does: alone, with its own environment, errors reduced to type and message. */
const { handler } = require(file);

parentPort.on("message", ({ question, answer, ...invocation }) => {
  if (question === undefined) return invoke(invocation);
  questions.get(question)(answer);
  questions.delete(question);
});

async function invoke({ id, event, flow }) {
  try {
    parentPort.postMessage({ id, answer: await inFlow(flow, () => handler(event)) });
  } catch (error) {
    parentPort.postMessage({ id, error: { name: error.name, message: error.message } });
  }
}
