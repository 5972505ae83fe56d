import { maskSecrets, maskText, maskTexts, secretsIn } from "../../../local/lambda/masking";
import { recordedEvent } from "../../harness/recorded-event";

describe("an event or an answer", () => {
  test("shows no password", () => {
    const event = recordedEvent("UserMigration_Authentication", { request: { password: "Pa55word!" } });
    expect(maskSecrets(event)).toEqual({ ...event, request: { ...event.request, password: "[masked]" } });
  });

  test("shows the placeholders of a code and everything else as it came", () => {
    const event = recordedEvent("CustomMessage_SignUp");
    expect(maskSecrets(event)).toEqual(event);
  });

  test("shows no answer to a challenge, nor what it is compared with", () => {
    expect(
      maskSecrets({
        request: {
          session: [
            { challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "first" },
          ],
          challengeAnswer: "271828",
          privateChallengeParameters: { answer: "314159", tries: 3, sent: true, to: ["ada@acme.example"] },
        },
        response: {
          answerCorrect: true,
          publicChallengeParameters: { hint: "a***@acme.example" },
        },
      }),
    ).toEqual({
      request: {
        session: [{ challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "first" }],
        challengeAnswer: "[masked]",
        privateChallengeParameters: {
          answer: "[masked]",
          tries: "[masked]",
          sent: true,
          to: ["[masked]"],
        },
      },
      response: {
        answerCorrect: true,
        publicChallengeParameters: { hint: "a***@acme.example" },
      },
    });
  });

  test.each(["clientMetadata", "validationData"])("shows nothing of %s that sounds like a secret", (map) => {
    expect(
      maskSecrets({
        request: {
          [map]: {
            locale: "de-AT",
            invitation: "its-secret",
            invitationCode: "a1b2c3",
            captchaToken: "tok-1",
            sessionId: "s-1",
            oldPassword: "hunter22",
            sharedSecret: "s3cret",
          },
        },
      }),
    ).toEqual({
      request: {
        [map]: {
          locale: "de-AT",
          invitation: "[masked]",
          invitationCode: "[masked]",
          captchaToken: "[masked]",
          sessionId: "[masked]",
          oldPassword: "[masked]",
          sharedSecret: "[masked]",
        },
      },
    });
  });

  test("shows the claims and scopes of a token", () => {
    const response = {
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { token_use: "id" } },
        accessTokenGeneration: { scopesToAdd: ["api/profile.read"] },
      },
    };
    expect(maskSecrets({ response })).toEqual({ response });
  });

  test("shows neither credentials in HTTP headers nor secrets in a JSON body", () => {
    expect(
      maskSecrets({
        headers: { authorization: "Bearer abc", "content-type": "application/json" },
        cookies: ["session=abc"],
        body: JSON.stringify({
          email: "ada@acme.example",
          password: "Pa55word!",
          confirmationCode: "123456",
          code: "NotAuthorizedException",
          tokens: { accessToken: "eyJ" },
        }),
        statusCode: 200,
      }),
    ).toEqual({
      headers: { authorization: "[masked]", "content-type": "application/json" },
      cookies: ["[masked]"],
      body: JSON.stringify({
        email: "ada@acme.example",
        password: "[masked]",
        confirmationCode: "[masked]",
        code: "NotAuthorizedException",
        tokens: { accessToken: "[masked]" },
      }),
      statusCode: 200,
    });
  });

  test("shows no code in a body unless it is the word of a problem, and nothing of a challenge's session", () => {
    const bodyOf = (content: object) => ({ body: JSON.stringify(content) });
    expect(
      maskSecrets([
        bodyOf({ email: "ada@acme.example", code: "123456" }),
        bodyOf({ challenge: "SOFTWARE_TOKEN_MFA", session: "AYABe", secret: "JBSWY3DP", code: 123456 }),
        bodyOf({ status: 400, code: "wrong-code" }),
      ]),
    ).toEqual([
      bodyOf({ email: "ada@acme.example", code: "[masked]" }),
      bodyOf({
        challenge: "SOFTWARE_TOKEN_MFA",
        session: "[masked]",
        secret: "[masked]",
        code: "[masked]",
      }),
      bodyOf({ status: 400, code: "wrong-code" }),
    ]);
  });

  test("shows nothing of a body that is no JSON object, but that there is none", () => {
    expect(
      maskSecrets([{ body: "password=Pa55word!" }, { body: '"Pa55word!"' }, { body: "" }, { body: null }]),
    ).toEqual([{ body: "[masked]" }, { body: "[masked]" }, { body: "" }, { body: null }]);
  });

  test.each([
    "password",
    "PASSWORD",
    "newPassword",
    "previous_password",
    "old-password",
    "passwordAgain",
    "passwd",
    "user_passwd",
    "pwd",
    "oldPwd",
    "passphrase",
    "pass",
    "userPass",
  ])("shows no %s, however deep it is and in whatever text", (name) => {
    const of = (secret: string) => ({ list: [{ form: { [name]: secret, email: "ada@acme.example" } }] });
    const inTexts = (value: object) => [
      value,
      { request: { clientMetadata: { form: JSON.stringify(value) } } },
      { body: JSON.stringify(value) },
      { body: JSON.stringify({ form: JSON.stringify({ form: JSON.stringify(value) }) }) },
      { log: JSON.stringify([value]) },
    ];
    expect(maskSecrets(inTexts(of("Pa55word!")))).toEqual(inTexts(of("[masked]")));
    expect(secretsIn(inTexts(of("Pa55word!")))).toEqual(["Pa55word!"]);
  });

  test("shows names that only sound alike", () => {
    const event = {
      passedOn: "yes",
      passport: "C01X00T47",
      compassion: "yes",
      tokenization: "no",
      codec: "utf8",
    };
    expect(maskSecrets(event)).toEqual(event);
  });

  test("shows nothing in a query that sounds like a secret, whatever the format of the event", () => {
    const queries = (secret: string, encoded = secret) => ({
      rawQueryString: `page=2&code=${encoded}&pass%77ord=${encoded}&id_token=${encoded}&state=&to=ada%2Bnews@acme.example`,
      queryStringParameters: { page: "2", code: secret, password: secret, state: "" },
      multiValueQueryStringParameters: { page: ["2", "3"], apiKey: [secret], "x-session": [secret] },
      headers: {
        referer: `https://app.example.com/signed-in?code=${encoded}&page=2#access_token=${encoded}`,
      },
    });
    expect(maskSecrets(queries("a secret", "a%20secret"))).toEqual(queries("[masked]"));
  });

  test("shows no header that opens a door", () => {
    const headers = (secret: string) => ({
      authorization: secret,
      "proxy-authorization": secret,
      cookie: secret,
      "x-api-key": secret,
      "X-Api-Key": secret,
      "x-amz-security-token": secret,
      "x-csrf-token": secret,
      "x-session-id": secret,
      "content-type": "application/json",
      "accept-encoding": "gzip",
    });
    expect(maskSecrets({ headers: headers("s3cret") })).toEqual({ headers: headers("[masked]") });
    const multiValueHeaders = (secret: string) => ({ "x-api-key": [secret], accept: ["*/*"] });
    expect(maskSecrets({ multiValueHeaders: multiValueHeaders("s3cret") })).toEqual({
      multiValueHeaders: multiValueHeaders("[masked]"),
    });
  });

  test("shows no signed token, under whatever name and in whatever text", () => {
    const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl-_";
    expect(maskSecrets({ note: `it was ${token}, no other`, list: [token] })).toEqual({
      note: "it was [masked], no other",
      list: ["[masked]"],
    });
    expect(secretsIn({ note: token })).toEqual([token]);
  });

  test("shows nothing of JSON that is too deep to be looked through", () => {
    const deep = `${"[".repeat(50_000)}"Pa55word!"${"]".repeat(50_000)}`;
    expect(maskSecrets({ body: deep, note: deep })).toEqual({ body: "[masked]", note: "[masked]" });
  });

  test("shows that a secret is missing, empty or only true or false", () => {
    const request = { password: "", secret: null, passwordExpired: true };
    expect(maskSecrets({ request })).toEqual({ request });
  });

  test("is left as it was", () => {
    const event = { request: { password: "Pa55word!" } };
    maskSecrets(event);
    expect(event).toEqual({ request: { password: "Pa55word!" } });
  });
});

describe("what was written meanwhile", () => {
  const secrets = secretsIn({
    request: { password: "Pa55word!", clientMetadata: { codes: ["123456", "123456789"], code: "DE" } },
  });

  test("the secrets of an event are all that would be masked in it", () => {
    expect(secrets).toEqual(["Pa55word!", "123456", "123456789", "DE"]);
  });

  test("repeats none of them", () => {
    expect(maskText("Pa55word! and 123456789 and 123456: Pa55word!", secrets)).toBe(
      "[masked] and [masked] and [masked]: [masked]",
    );
  });

  test("repeats no token without the word that came before it", () => {
    const secrets = secretsIn({ headers: { authorization: "Bearer eyJhbGciOi" } });
    expect(maskText("token eyJhbGciOi of a Bearer", secrets)).toBe("token [masked] of a Bearer");
  });

  test("keeps what is too short to be told from an ordinary word", () => {
    expect(maskText("DESCRIBE", secrets)).toBe("DESCRIBE");
  });

  test("is masked down to the last text of a JSON line", () => {
    expect(maskTexts({ list: [{ tried: "Pa55word!" }], count: 123456, none: null }, secrets)).toEqual({
      list: [{ tried: "[masked]" }],
      count: 123456,
      none: null,
    });
  });
});
