import { faultOf, type Thrown } from "../../../local/lambda/fault";
import type { Outcome } from "../../../local/lambda/outcome";

const ANSWERED: Outcome = { kind: "answered", payload: null };
const failed = (errorType: string, errorMessage = "planted"): Outcome => ({
  kind: "failed",
  errorType,
  errorMessage,
});
const thrown = (errorMessage: string, ...stack: string[]): Thrown => ({
  errorType: "TypeError",
  errorMessage,
  stack,
});
const logged = (error: object) => [{ level: "error", error }];

test("a logged error gets the message that its log has left out, found by its frames", () => {
  const known = thrown("planted", "at a (x.js:1:2)", "at b (x.js:3:4)", "at c (x.js:5:6)");
  const log = logged({ name: "TypeError", stack: ["at a (x.js:1:2)", "at b (x.js:3:4)"] });
  expect(faultOf(log, ANSWERED, [thrown("another", "at a (x.js:1:2)"), known])).toBe(known);
});

test("an error that nobody saw is known by its log alone", () => {
  expect(faultOf(logged({ name: "FaultError", message: "no table" }), ANSWERED, [thrown("another")])).toEqual(
    {
      errorType: "FaultError",
      errorMessage: "no table",
      stack: [],
    },
  );
});

test("an error that left the function is a fault, a refusal is none", () => {
  const known = thrown("planted", "at a (x.js:1:2)");
  expect(faultOf([], failed("TypeError"), [known])).toBe(known);
  expect(faultOf([], failed("RejectionError"), [known])).toBeUndefined();
  expect(faultOf([{ level: "warn", error: { name: "no" } }, "error"], ANSWERED, [known])).toBeUndefined();
});

test("a function that was ended has a fault without frames", () => {
  expect(faultOf([], failed("Sandbox.Timedout", "Task timed out"), [])).toEqual({
    errorType: "Sandbox.Timedout",
    errorMessage: "Task timed out",
    stack: [],
  });
});
