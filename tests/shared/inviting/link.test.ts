import { invitationLink, readSignUpUrl } from "../../../shared/inviting/link";

test.each([
  ["https://app.example/sign-up", "https://app.example/sign-up?invitation=s-_1&email=ada%2B1%40acme.example"],
  [
    "https://app.example/start?step=1&email=old",
    "https://app.example/start?step=1&email=ada%2B1%40acme.example&invitation=s-_1",
  ],
  ["http://localhost:3000", "http://localhost:3000/?invitation=s-_1&email=ada%2B1%40acme.example"],
  ["http://127.0.0.1:3001/panel", "http://127.0.0.1:3001/panel?invitation=s-_1&email=ada%2B1%40acme.example"],
])("%s keeps what it says", (page, link) => {
  expect(invitationLink(readSignUpUrl(page), "ada+1@acme.example", "s-_1")).toBe(link);
});

test.each([
  "http://app.example/sign-up",
  "http://localhost.evil.example/",
  "http://127.0.0.1.evil.example/",
  "http://localhost:3000@evil.example/",
  "https://user@app.example/",
  "https://app.example/#sign-up",
  "javascript:alert(1)",
  "https://",
  "app.example",
  "https://app.example/a b",
])("%s is no page to link to", (page) => {
  expect(() => readSignUpUrl(page)).toThrow(
    "allowed: an address that begins with https://, http://localhost or http://127.0.0.1",
  );
});
