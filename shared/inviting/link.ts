import { textReader } from "../runtime/readers";

/** A page on https, or on the developer's own machine. */
export const readSignUpUrl = textReader(
  "an address that begins with https://, http://localhost or http://127.0.0.1",
  (text) => (/^[\x21-\x7e]+$/.test(text) && URL.canParse(text) && isPage(new URL(text)) ? text : undefined),
);

const isPage = ({ protocol, hostname, username, password, hash }: URL): boolean =>
  (protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1"].includes(hostname))) &&
  username + password + hash === "";

/** The link by which an invited person signs up. It keeps what the page's address already says. */
export function invitationLink(signUpUrl: string, email: string, secret: string): string {
  const link = new URL(signUpUrl);
  link.searchParams.set("invitation", secret);
  link.searchParams.set("email", email);
  return link.href;
}
