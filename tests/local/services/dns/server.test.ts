import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DnsServer, startDns } from "../../../../local/services/dns/server";

const RECORD = "_suite.acme.example";

let file: string;
let dns: DnsServer;
let resolver: Resolver;
const write = (content: unknown) => writeFileSync(file, JSON.stringify(content));

beforeEach(async () => {
  file = path.join(mkdtempSync(path.join(tmpdir(), "dns-")), "dns.json");
  write({ [RECORD]: ["token=1", "v=spf1 -all"] });
  dns = await startDns(file);
  resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([dns.address]);
});
afterEach(async () => {
  await dns.stop();
  rmSync(path.dirname(file), { recursive: true });
});

test("each text of a name is a record", async () => {
  expect(await resolver.resolveTxt(RECORD)).toEqual([["token=1"], ["v=spf1 -all"]]);
});

test("names are found in any case, with and without a dot at the end", async () => {
  write({ "_Suite.Acme.example.": ["token=1"] });
  expect(await resolver.resolveTxt("_SUITE.acme.EXAMPLE")).toEqual([["token=1"]]);
  expect(await resolver.resolveTxt(`${RECORD}.`)).toEqual([["token=1"]]);
});

test("a text that is too long for one string comes in parts", async () => {
  const parts = ["x".repeat(255), "y".repeat(255), "z"];
  write({ [RECORD]: [parts.join(""), ""] });
  expect(await resolver.resolveTxt(RECORD)).toEqual([parts, [""]]);
});

test("a change of the file takes effect", async () => {
  write({ [RECORD]: ["token=2"] });
  expect(await resolver.resolveTxt(RECORD)).toEqual([["token=2"]]);
});

test("a name that is not in the file does not exist, nor does any without a file", async () => {
  await expect(resolver.resolveTxt("acme.example")).rejects.toMatchObject({ code: "ENOTFOUND" });
  rmSync(file);
  await expect(resolver.resolveTxt(RECORD)).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("a name may have no texts, and has nothing but texts", async () => {
  write({ [RECORD]: [] });
  await expect(resolver.resolveTxt(RECORD)).rejects.toMatchObject({ code: "ENODATA" });
  write({ [RECORD]: ["token=1"] });
  await expect(resolver.resolve4(RECORD)).rejects.toMatchObject({ code: "ENODATA" });
  const socket = createSocket("udp4");
  const [host, port] = dns.address.split(":");
  const labels = RECORD.split(".").flatMap((label) => [label.length, ...Buffer.from(label)]);
  const header = Buffer.from("000100000001000000000000", "hex");
  socket.send(Buffer.from([...header, ...labels, 0, 0, 1, 0, 1]), Number(port), host);
  const [answer] = (await once(socket, "message")) as [Buffer];
  socket.close();
  expect(answer.readUInt16BE(6)).toBe(0);
});

test("a file that cannot be read stops the start, and is a failure later", async () => {
  write({ [RECORD]: "token=1" });
  await expect(startDns(file)).rejects.toThrow("is not an object of names and lists of texts");
  const told = jest.spyOn(console, "error").mockImplementation();
  await expect(resolver.resolveTxt(RECORD)).rejects.toMatchObject({ code: "ESERVFAIL" });
  expect(told).toHaveBeenCalledTimes(1);
  told.mockRestore();
});

test("what is no question is left without an answer, and the next question is answered", async () => {
  const socket = createSocket("udp4");
  const [host, port] = dns.address.split(":");
  const header = Buffer.from("000100000001000000000000", "hex");
  for (const message of [
    Buffer.alloc(0),
    header.subarray(0, 11),
    header,
    Buffer.concat([header, Buffer.from([200, 1])]),
    Buffer.concat([header, Buffer.from([3, 97])]),
    Buffer.from("000180000001000000000000", "hex"),
  ])
    await new Promise<void>((resolve) => socket.send(message, Number(port), host, () => resolve()));
  socket.close();
  expect(await resolver.resolveTxt(RECORD)).toEqual([["token=1"], ["v=spf1 -all"]]);
});
