const { AsyncLocalStorage } = require("node:async_hooks");
const http = require("node:http");
const vm = require("node:vm");
const { TestEnvironment } = require("jest-environment-node");

const storages = AsyncLocalStorage.prototype;
const { compileFunction } = vm;

const INSTALLED = /[\\/]node_modules[\\/]/;

/** What V8 has made of each module. */
const compiled = new Map();

/**
 * Compiles a module with what is left of its first compilation. Up to Node 22, V8 would begin anew for every file of
 * tests, and for every trigger that a test loads. A package does not change during a run. For other
 * files, the code itself is part of the key, because V8 compares only its length.
 */
function compileOnce(code, parameters, options = {}) {
  const isInstalled = INSTALLED.test(options.filename);
  const key = [options.filename, parameters, isInstalled ? "" : code].join("\n");
  const cachedData = compiled.get(key);
  if (cachedData !== undefined) {
    const made = compileFunction(code, parameters, { ...options, cachedData });
    // V8 takes no code of other flags, and a test may have set one.
    if (made.cachedDataRejected) compiled.delete(key);
    return made;
  }
  const made = compileFunction(code, parameters, { ...options, produceCachedData: true });
  compiled.set(key, made.cachedData);
  return made;
}

/**
 * Ends what a file of tests has left in the process, before the next file runs there. Up to Node 22, every promise
 * visits every storage that was ever used. After a hundred files, tests would spend most of their time on that.
 */
module.exports = class CleanEnvironment extends TestEnvironment {
  #used = new Set();
  #before = [
    [http, "request", http.request],
    [vm, "compileFunction", vm.compileFunction],
    [process.stdout, "write", process.stdout.write],
    [storages, "run", storages.run],
    [storages, "enterWith", storages.enterWith],
  ];

  async setup() {
    await super.setup();
    // Playwright notes the stack of each of its calls. Inside the boundary around a test, jest would map every one of them.
    Object.defineProperty(this.global, "playwright", {
      get: () => require("playwright-core"),
      configurable: true,
    });
    vm.compileFunction = compileOnce;
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
