import {
  ListObjectsCommand,
  type ListObjectsCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { Bucket, codeOf, NOW, startTestStorage, type TestStorage } from "./test-storage";

let storage: TestStorage;
beforeAll(async () => {
  storage = await startTestStorage();
  const keys = [
    "acme/a",
    "acme/b/1",
    "acme/b/2",
    "acme/c",
    "acme-2/a",
    "Acme/a",
    "top",
    "\u{1f511}",
    "\uffee",
  ];
  for (const Key of keys) await storage.client.send(new PutObjectCommand({ Bucket, Key, Body: "words" }));
});
afterAll(() => storage.stop());

const list = async (input: Partial<ListObjectsV2CommandInput> = {}) => {
  const {
    Contents = [],
    CommonPrefixes = [],
    ...rest
  } = await storage.client.send(new ListObjectsV2Command({ Bucket, ...input }));
  return {
    ...rest,
    keys: Contents.map(({ Key }) => Key),
    prefixes: CommonPrefixes.map(({ Prefix }) => Prefix),
    Contents,
  };
};

test("keys come in the order of their bytes, with what is known of them", async () => {
  const { keys, Contents, KeyCount, IsTruncated } = await list({ FetchOwner: true });
  expect(keys).toEqual([
    "Acme/a",
    "acme-2/a",
    "acme/a",
    "acme/b/1",
    "acme/b/2",
    "acme/c",
    "top",
    "\uffee",
    "\u{1f511}",
  ]);
  expect(Contents[0]).toEqual({
    Key: "Acme/a",
    LastModified: NOW,
    ETag: '"89759e1284e2479b991d2669de104942"',
    Size: 5,
    StorageClass: "STANDARD",
    Owner: { ID: "123456789012" },
  });
  expect([KeyCount, IsTruncated]).toEqual([9, false]);
  expect((await list()).Contents[0]?.Owner).toBeUndefined();
});

test("a prefix is a beginning, no folder", async () => {
  expect((await list({ Prefix: "acme" })).keys).toHaveLength(5);
  expect((await list({ Prefix: "acme/" })).keys).toEqual(["acme/a", "acme/b/1", "acme/b/2", "acme/c"]);
  expect((await list({ Prefix: "acme/b/2" })).keys).toEqual(["acme/b/2"]);
  expect((await list({ Prefix: "nobody/" })).keys).toEqual([]);
});

test("a delimiter gathers what goes on behind it", async () => {
  expect(await list({ Delimiter: "/" })).toMatchObject({
    keys: ["top", "\uffee", "\u{1f511}"],
    prefixes: ["Acme/", "acme-2/", "acme/"],
    KeyCount: 6,
  });
  expect(await list({ Delimiter: "/", Prefix: "acme/" })).toMatchObject({
    keys: ["acme/a", "acme/c"],
    prefixes: ["acme/b/"],
  });
  expect(await list({ Delimiter: "me", Prefix: "a" })).toMatchObject({ keys: [], prefixes: ["acme"] });
});

test.each([1, 2, 3, 4, 5, 6, 1_000])("page by page of %i, everything comes once", async (pageSize) => {
  for (const input of [{}, { Delimiter: "/" }, { Delimiter: "/", Prefix: "acme/" }]) {
    const whole = await list(input);
    const [keys, prefixes]: [unknown[], unknown[]] = [[], []];
    for await (const page of paginateListObjectsV2(
      { client: storage.client, pageSize },
      { Bucket, ...input },
    )) {
      expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
      prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    }
    expect({ keys, prefixes }).toEqual({ keys: whole.keys, prefixes: whole.prefixes });
  }
});

test("the list may start behind a key, and hold nothing", async () => {
  expect((await list({ StartAfter: "acme/b/1", Prefix: "acme/" })).keys).toEqual(["acme/b/2", "acme/c"]);
  expect(await list({ MaxKeys: 0 })).toMatchObject({ keys: [], IsTruncated: false, KeyCount: 0 });
  expect(await list({ MaxKeys: 5_000 })).toMatchObject({ MaxKeys: 1_000 });
});

test("keys are written as in addresses if that is wanted", async () => {
  await storage.client.send(new PutObjectCommand({ Bucket, Key: "zoé/a b+(3)\u0001.png", Body: "words" }));
  const { keys, Prefix, EncodingType } = await list({ Prefix: "zoé/", EncodingType: "url" });
  expect(keys).toEqual(["zo%C3%A9/a+b%2B%283%29%01.png"]);
  expect([Prefix, EncodingType]).toEqual(["zo%C3%A9/", "url"]);
});

test("the first version of the list goes on behind a marker", async () => {
  const listFirst = async (input: Partial<ListObjectsCommandInput>) => {
    const {
      Contents = [],
      CommonPrefixes = [],
      NextMarker,
      IsTruncated,
    } = await storage.client.send(new ListObjectsCommand({ Bucket, ...input }));
    const found = [...CommonPrefixes.map(({ Prefix }) => Prefix), ...Contents.map(({ Key }) => Key)];
    return { found, NextMarker, IsTruncated };
  };
  expect(await listFirst({ Prefix: "acme/", MaxKeys: 2 })).toEqual({
    found: ["acme/a", "acme/b/1"],
    IsTruncated: true,
  });
  expect(await listFirst({ Prefix: "acme/", MaxKeys: 2, Delimiter: "/" })).toEqual({
    found: ["acme/b/", "acme/a"],
    NextMarker: "acme/b/",
    IsTruncated: true,
  });
  expect(await listFirst({ Prefix: "acme/", Marker: "acme/b/", Delimiter: "/" })).toEqual({
    found: ["acme/c"],
    IsTruncated: false,
  });
});

test.each([
  ["a number of keys that is none", "list-type=2&max-keys=many"],
  ["a negative number of keys", "list-type=2&max-keys=-1"],
  ["a token that is none", "list-type=2&continuation-token=%21"],
  ["another encoding", "list-type=2&encoding-type=base64"],
  ["another kind of list", "list-type=3"],
  ["a prefix twice", "list-type=2&prefix=acme/&prefix="],
  ["a prefix twice, written in two ways", "list-type=2&prefix=acme/&%70refix="],
])("%s is refused", async (_, query) => {
  storage.asked();
  expect(codeOf(await storage.raw(`/files?${query}`))).toBe("InvalidArgument");
  expect(storage.asked()).toEqual([]);
});
