import { AsyncLocalStorage } from "node:async_hooks";
import http from "node:http";
import vm from "node:vm";
import CleanEnvironment from "./environment.cjs";

test("of what a file of tests has done to the process, nothing is left", async () => {
  const { request } = http;
  const { write } = process.stdout;
  const { compileFunction } = vm;
  const storage = new AsyncLocalStorage<string>();
  const environment = new CleanEnvironment(
    { globalConfig: {}, projectConfig: { globals: {}, testEnvironmentOptions: {} } },
    { testPath: __filename },
  );
  await environment.setup();
  await storage.run("ours", async () => {
    http.request = () => {
      throw new Error("a wrapper of a test");
    };
    process.stdout.write = () => false;
    await environment.teardown();
    expect([http.request, process.stdout.write, storage.getStore()]).toEqual([request, write, undefined]);
    expect(vm.compileFunction).toBe(compileFunction);
  });
});
