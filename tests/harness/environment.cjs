const { AsyncLocalStorage } = require("node:async_hooks");
const http = require("node:http");
const { TestEnvironment } = require("jest-environment-node");

const storages = AsyncLocalStorage.prototype;

/**
 * Ends what a file of tests has left in the process, before the next file runs there. Up to Node 22, every promise
 * visits every storage that was ever used. After a hundred files, tests would spend most of their time on that.
 */
module.exports = class CleanEnvironment extends TestEnvironment {
  #used = new Set();
  #before = [
    [http, "request", http.request],
    [process.stdout, "write", process.stdout.write],
    [storages, "run", storages.run],
    [storages, "enterWith", storages.enterWith],
  ];

  async setup() {
    await super.setup();
    const used = this.#used;
    for (const name of ["run", "enterWith"]) {
      const original = storages[name];
      storages[name] = function (...args) {
        used.add(this);
        return original.apply(this, args);
      };
    }
  }

  async teardown() {
    for (const [object, name, value] of this.#before) object[name] = value;
    for (const storage of this.#used) storage.disable();
    this.#used.clear();
    await super.teardown();
  }
};
