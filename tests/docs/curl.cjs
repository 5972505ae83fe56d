/** Stands in for curl where a guide's commands are run: what the guides use of it, and nothing else. */
const [, , ...args] = process.argv;

function readArguments() {
  const request = {
    headers: [],
    url: undefined,
    method: undefined,
    body: undefined,
    form: undefined,
    format: "",
    hidden: false,
  };
  let silent = false;
  for (let at = 0; at < args.length; at += 1) {
    const value = () => {
      at += 1;
      if (args[at] === undefined) fail(`${args[at - 1]} needs a value`);
      return args[at];
    };
    const argument = args[at];
    if (argument === "-s") silent = true;
    else if (argument === "-H") request.headers.push(readHeader(value()));
    else if (argument === "-d") request.body = value();
    else if (argument === "--data-urlencode") request.form = [...(request.form ?? []), readField(value())];
    else if (argument === "-X") request.method = value();
    else if (argument === "-w") request.format = value();
    else if (argument === "-o" && value() === "/dev/null") request.hidden = true;
    else if (argument.startsWith("-")) fail(`${argument} is not supported`);
    else if (request.url === undefined) request.url = argument;
    else fail("there are two addresses");
  }
  if (request.url === undefined) fail("there is no address");
  if (!silent) fail("without -s, curl also shows its progress");
  if (request.body !== undefined && request.form !== undefined) fail("there are two bodies");
  if (request.body?.startsWith("@")) fail("-d @ is not supported");
  if (request.body !== undefined && !request.headers.some(([name]) => /^content-type$/i.test(name)))
    fail("with -d alone, curl sends a form");
  return request;
}

function readField(field) {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(field) ?? [];
  return name === undefined ? fail(`${field} is not a field`) : [name, value];
}

function readHeader(header) {
  const [, name, value] = /^([\w-]+): *(.+)$/.exec(header) ?? [];
  return name === undefined ? fail(`${header} is not a header`) : [name, value];
}

function fail(message) {
  process.stderr.write(`curl: ${message}\n`);
  process.exit(2);
}

async function main() {
  const { headers, url, method, form, format, hidden, ...request } = readArguments();
  const body = form === undefined ? request.body : new URLSearchParams(form);
  const response = await fetch(url, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers,
    body,
  });
  const end = format.replaceAll("%{http_code}", response.status).replaceAll("\\n", "\n");
  if (end.includes("%")) fail(`-w ${format} is not supported`);
  const text = await response.text();
  process.stdout.write((hidden ? "" : text) + end);
}

main().catch((error) => fail(error.cause?.message ?? error.message));
