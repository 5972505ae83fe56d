import { type Brands, readBrands } from "../../shared/messages/brand";
import { readEmailFormat } from "../../shared/messages/compose";
import { readLanguage } from "../../shared/messages/language";
import { textLike } from "../../shared/runtime/readers";
import { exampleAddressesIn, noLongerThan, type ParameterGroup, stricter } from "./parameter";

const examplesInBrands = (brands: Brands): readonly string[] =>
  [brands.default, ...brands.ofClient.values()].flatMap(({ name, supportUrl = "" }) => [
    ...(name === "Example" ? ["the name Example"] : []),
    ...exampleAddressesIn([supportUrl]),
  ]);

export const MESSAGES = {
  emailSender: {
    about:
      "who sends the e-mail; Cognito itself sends only its own texts, 50 a day for all pools of the account",
    read: textLike(
      /^(cognito|arn:[\w-]+:ses:[\w-]+:\d{12}:identity\/[^\s/]+)$/,
      "cognito or the ARN of an SES identity",
    ),
  },
  emailFrom: {
    about: "the From of the e-mail that SES sends",
    read: textLike(
      /^([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+|[^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>)$/,
      "an address of the SES identity, such as Example <login@example.com>",
    ),
    optional: true,
    examplesIn: (address: string) => exampleAddressesIn([address]),
  },
  emailReplyTo: {
    about: "where answers to the e-mail of SES go",
    read: textLike(/^[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+$/, "an e-mail address"),
    optional: true,
    examplesIn: (address: string) => exampleAddressesIn([address]),
  },
  emailConfigurationSet: {
    about: "the configuration set of SES, for what becomes of e-mail",
    read: textLike(/^[A-Za-z0-9_-]{1,64}$/, "the name of a configuration set"),
    optional: true,
  },
  emailFormat: { about: "whether e-mail is laid out or plain", read: readEmailFormat },
  defaultLanguage: {
    about: "the language of people whose own is unknown or not among these",
    read: readLanguage,
  },
  brands: {
    about: "under which name each app client writes to people",
    read: stricter(readBrands, noLongerThan(3 * 1024)),
    section: "Brands",
    examplesIn: examplesInBrands,
  },
} satisfies ParameterGroup;
