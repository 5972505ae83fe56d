const { EventEmitter } = require("node:events");
const http = require("node:http");
const { syncBuiltinESMExports } = require("node:module");
const { Readable, Writable } = require("node:stream");

/** The functions that answer nearby addresses, by host and port. */
const near = new Map();

/**
 * Answers requests to one address within this process. All other requests go over the network as usual. Clients notice no
 * difference.
 * @param url the address, such as `http://127.0.0.1:8000`
 * @param ask takes the request and a function that is called with the answer
 * @returns ends it: from then on, requests to the address go over the network again
 */
exports.answerNear = (url, ask) => {
  const { host } = new URL(url);
  near.set(host, ask);
  watchRequests();
  return () => near.delete(host);
};

/**
 * For a thread, whose requests to the address another thread answers: each goes out as a numbered question, and its answer comes
 * back with the number.
 * @param send sends a question to the other thread
 */
exports.askNear = (url, send) => {
  const open = new Map();
  let asked = 0;
  exports.answerNear(url, (request, onAnswer) => {
    asked += 1;
    open.set(asked, onAnswer);
    send({ question: asked, request });
  });
  return {
    /** Whether questions have no answer yet. */
    isWaiting: () => open.size > 0,
    hear({ question, answer }) {
      const onAnswer = open.get(question);
      open.delete(question);
      onAnswer(answer);
    },
  };
};

let isWatching = false;

function watchRequests() {
  if (isWatching) return;
  isWatching = true;
  const { request: far } = http;
  http.request = (options, ...rest) => {
    const ask = near.get(`${options.host}:${options.port}`);
    if (ask === undefined) return far(options, ...rest);
    const request = new NearRequest(options, ask);
    const [onResponse] = rest;
    if (onResponse !== undefined) request.once("response", onResponse);
    return request;
  };
  syncBuiltinESMExports();
}

/** As much of an http.ClientRequest as clients use. */
class NearRequest extends Writable {
  socket = new NearSocket();
  #options;
  #ask;
  #body = "";
  #isAnswered = false;

  constructor(options, ask) {
    super({ decodeStrings: false, autoDestroy: false });
    this.#options = options;
    this.#ask = ask;
  }

  setTimeout() {
    return this;
  }

  _write(chunk, _encoding, done) {
    this.#body += chunk;
    done();
  }

  _final(done) {
    const { method = "GET", path: url = "/", headers = {} } = this.#options;
    const lowered = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    this.#ask({ method, url, headers: lowered, body: this.#body }, (answer) => this.#answer(answer));
    done();
  }

  _destroy(error, done) {
    done(error ?? (this.#isAnswered ? null : hangUp()));
  }

  #answer({ status, headers, body }) {
    if (this.destroyed) return;
    this.#isAnswered = true;
    const response = new Readable({ read() {} });
    response.once("close", () => this.destroy());
    response.push(body);
    response.push(null);
    this.emit(
      "response",
      Object.assign(response, { statusCode: status, statusMessage: "", headers, socket: this.socket }),
    );
  }
}

/** Stands for a socket. Its timeouts do nothing: a client that limits a request destroys the request itself. */
class NearSocket extends EventEmitter {
  connecting = false;

  setKeepAlive() {
    return this;
  }

  setTimeout() {
    return this;
  }
}

const hangUp = () => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
