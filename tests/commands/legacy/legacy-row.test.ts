import { readLegacyRow } from "../../../commands/legacy/legacy-row";

const read = (flags: object) => readLegacyRow({ login: "ada@acme.example", ...flags }, new Map());

test.each(["true", "T", "1", "yes", "y", true, 1, "2021-03-04 10:11:12", "2021-03-04"])(
  "an address is verified by %p",
  (emailVerified) => {
    expect(read({ emailVerified }).emailVerified).toBe(true);
  },
);

test.each(["", null, "f", "0", "no", false, 0])("an address is not verified by %p", (emailVerified) => {
  expect(read({ emailVerified }).emailVerified).toBe(false);
});

test.each([{ enabled: "" }, { disabled: "" }, { enabled: "2021-03-04" }, { emailVerified: "0001-01-01" }])(
  "%j says neither yes nor no",
  (flags) => {
    expect(() => read(flags)).toThrow("is neither true, t, 1, yes or y, nor false, f, 0, no or n");
  },
);
