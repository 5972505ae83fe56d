import { LogLines } from "../../../local/lambda/log-lines";

test("a line is complete when its end has come", () => {
  const log = new LogLines();
  log.write("stdout", "one\nt");
  log.write("stdout", "wo\n\nthree\n");
  expect(log.take()).toEqual(["one", "two", "three"]);
});

test("the two streams do not run into each other", () => {
  const log = new LogLines();
  log.write("stdout", "o");
  log.write("stderr", "error\n");
  log.write("stdout", "ut\n");
  expect(log.take()).toEqual(["error", "out"]);
});

test("the last line needs no end", () => {
  const log = new LogLines();
  log.write("stderr", "unfinished");
  expect(log.take()).toEqual(["unfinished"]);
});

test("a JSON object is parsed; what only looks like one, or is another kind of JSON, stays text", () => {
  const log = new LogLines();
  log.write("stdout", '{"level":"info"}\n{level}\n["a"]\n42\n');
  expect(log.take()).toEqual([{ level: "info" }, "{level}", '["a"]', "42"]);
});

test("lines are taken once", () => {
  const log = new LogLines();
  log.write("stdout", "one\n");
  log.take();
  log.write("stdout", "two\n");
  expect(log.take()).toEqual(["two"]);
});
