const { AsyncLocalStorage } = require("node:async_hooks");
const http = require("node:http");

/** The present flow. All its requests have its name in a header, even those that it does not wait for. */
const flows = new AsyncLocalStorage();

const { request } = http;
http.request = (...args) => {
  const flow = flows.getStore();
  const [options, ...rest] = args;
  if (flow === undefined || options.headers === undefined) return request(...args);
  return request({ ...options, headers: { ...options.headers, "x-flow": flow } }, ...rest);
};

module.exports.inFlow = (name, work) => flows.run(name, work);
