import { csvRows } from "../../../commands/rows/csv-rows";
import { jsonRows } from "../../../commands/rows/json-rows";
import type { Row } from "../../../commands/rows/row";
import { LONGEST_ROW } from "../../../commands/rows/row";

async function* inChunks(text: string | Buffer, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(rows: AsyncIterable<Row | { readonly columns: readonly string[] }>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rows) if ("line" in row) all.push(row);
  return all;
}

const UNEVEN = "it has more or fewer columns than the header";
const IN_THE_MIDDLE = "there is a quotation mark in the middle of a column";
const NO_END = "it has no end, because a quotation mark in it is not closed as CSV requires";

/** However the bytes arrive, the rows are the same. */
describe.each([1, 2, 7, 65_536])("in chunks of %i bytes,", (size) => {
  const csv = (text: string | Buffer, delimiter = ",") => read(csvRows(inChunks(text, size), delimiter));
  const json = (text: string | Buffer) => read(jsonRows(inChunks(text, size)));

  test("CSV has quotes, line breaks in them, CRLF, a BOM and empty lines, and rows have the line where they begin", async () => {
    const text = '\ufeffa,b\r\n1,"x, ""y"""\r\n\r\n"x\r\ny","p\nq"\r\n4,Zoë\r\n6,"last';
    expect(await csv(`${text}"`)).toEqual([
      { line: 2, fields: { a: "1", b: 'x, "y"' } },
      { line: 4, fields: { a: "x\r\ny", b: "p\nq" } },
      { line: 7, fields: { a: "4", b: "Zoë" } },
      { line: 8, fields: { a: "6", b: "last" } },
    ]);
  });

  test("CSV has LF, and another delimiter", async () => {
    expect(await csv("a;b\n1,5;2\n", ";")).toEqual([{ line: 2, fields: { a: "1,5", b: "2" } }]);
    expect(await csv("a\tb\n1\t2", "\t")).toEqual([{ line: 2, fields: { a: "1", b: "2" } }]);
    expect(await csv("a,b\n")).toEqual([]);
  });

  test("a malformed row of CSV is told with its line, and the rows around it are read", async () => {
    expect(await csv('a,b\n1,2,3\n4,5\n\n6\n7,x"y,8\n"p\nq"\n9,0\nz"w,1\n')).toEqual([
      { line: 2, problem: UNEVEN, isLast: false },
      { line: 3, fields: { a: "4", b: "5" } },
      { line: 5, problem: UNEVEN, isLast: false },
      { line: 6, problem: IN_THE_MIDDLE, isLast: false },
      { line: 7, problem: UNEVEN, isLast: false },
      { line: 9, fields: { a: "9", b: "0" } },
      { line: 10, problem: IN_THE_MIDDLE, isLast: false },
    ]);
  });

  test("a quotation mark that is not closed is the end", async () => {
    const before = { line: 2, fields: { a: "1", b: "2" } };
    const end = { line: 3, problem: NO_END, isLast: true };
    expect((await csv('a,b\n1,2\n3,"x\n4,5\n')).slice(0, 2)).toEqual([before, end]);
    expect((await csv('a,b\n1,2\n3,"x"y\n4,5\n')).slice(0, 2)).toEqual([before, end]);
    expect((await csv("a,a\n1,2\n"))[0]).toEqual({
      line: 1,
      problem: "two columns have the same name",
      isLast: true,
    });
  });

  test("JSON has an object a line, with a BOM, CRLF and empty lines", async () => {
    const text = '\ufeff{"a":"1","attributes":{"name":"Zoë"}}\r\n\n{"a":2}\n[1]\nnull\n{"a":\n{"a":true}';
    expect(await json(text)).toEqual([
      { line: 1, fields: { a: "1", "attributes.name": "Zoë" } },
      { line: 3, fields: { a: 2 } },
      { line: 4, problem: "it is not a JSON object" },
      { line: 5, problem: "it is not a JSON object" },
      { line: 6, problem: "it is not a JSON object" },
      { line: 7, fields: { a: true } },
    ]);
  });

  test("an object of JSON with a name twice is malformed, however the name is written", async () => {
    const twice = [
      '{"role":"member","role":"admin"}',
      '{"role":"member", "r\\u006fle" : "admin"}',
      '{"attributes":{"name":"Zoë","name":"Eve"}}',
      '{"attributes":{"name":"Zoë"},"attributes.name":"Eve"}',
      '{"a":{"b":[{}]},"x":"}","a":1}',
    ];
    expect(await json(twice.join("\n"))).toEqual(
      twice.map((_, index) => ({ line: index + 1, problem: "two fields have the same name" })),
    );
    const once = '{"a":"a","b":"\\"a\\":{","c":{"a":1},"d":[{"a":1},{"a":2}],"e":"\\\\"}';
    expect(await json(once)).toEqual([
      {
        line: 1,
        fields: { a: "a", b: '"a":{', "c.a": 1, d: [{ a: 1 }, { a: 2 }], e: "\\" },
      },
    ]);
  });

  test("what is not UTF-8 is malformed", async () => {
    const latin = Buffer.from("a,b\nZo\xeb,1\nZoe,2\n", "latin1");
    expect(await csv(latin)).toEqual([
      { line: 2, problem: "it is not UTF-8" },
      { line: 3, fields: { a: "Zoe", b: "2" } },
    ]);
    expect(await json(Buffer.from('{"a":"Zo\xeb"}', "latin1"))).toEqual([
      { line: 1, problem: "it is not UTF-8" },
    ]);
  });
});

test("a row that does not end is not kept in memory", async () => {
  const endless = "x".repeat(LONGEST_ROW + 1);
  const csv = await read(csvRows(inChunks(`a,b\n1,"${endless}\n`, 65_536), ","));
  expect(csv).toEqual([{ line: 2, problem: NO_END, isLast: true }]);
  const json = await read(jsonRows(inChunks(`{"a":"${endless}"}\n{"a":1}\n`, 65_536)));
  expect(json).toEqual([
    { line: 1, problem: `it is longer than ${LONGEST_ROW} bytes` },
    { line: 2, fields: { a: 1 } },
  ]);
});
